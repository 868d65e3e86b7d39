package dev.whimbrel.source.layout;

import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/** {@code 001_name.sql} with {@code -- +migrate Up} and {@code -- +migrate Down} sections. */
final class SqlMigrateLayout implements FileLayout {

    @Override
    public String name() {
        return "sql-migrate";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.parse(file.name().stem()).isPresent()
                && file.facts().isSectioned(name());
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        NumberedName name = NumberedName.parse(file.name().stem()).orElseThrow();
        return new Sections(file, name, name()).marked(TransactionWish.NONE);
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.next(last);
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        String sections = "%1$s +migrate Up\n\n\n%1$s +migrate Down\n\n".formatted(kind.lineComment());
        return List.of(new NewFile(version + "_" + name + "." + kind.extension(), sections));
    }
}
