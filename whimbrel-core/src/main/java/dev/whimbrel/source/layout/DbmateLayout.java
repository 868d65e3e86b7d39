package dev.whimbrel.source.layout;

import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/** {@code 20260114093000_name.sql} with {@code -- migrate:up} and {@code -- migrate:down} sections. */
final class DbmateLayout implements FileLayout {

    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.leading(file.name().stem()).isPresent()
                && file.facts().hasMarker("migrate", "up");
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        return NameOrder.check("dbmate", FileLayout.super.parts(folder));
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        NumberedName name = NumberedName.leading(file.name().stem()).orElseThrow();
        return new Sections(file, name, "migrate").marked(TransactionWish.NONE);
    }

    @Override
    public Version next(Optional<Version> last) {
        return last.filter(version -> version.toString().length() < "yyyyMMddHHmmss".length())
                .map(version -> NumberedName.increment(version.toString()))
                .orElseGet(() -> NumberedName.timestamp(last));
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        String sections = "%1$s migrate:up\n\n\n%1$s migrate:down\n\n".formatted(kind.lineComment());
        return List.of(new NewFile(version + "_" + name + "." + kind.extension(), sections));
    }
}
