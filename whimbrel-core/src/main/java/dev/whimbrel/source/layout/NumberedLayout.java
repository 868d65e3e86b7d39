package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.TransactionWish;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code 001_name.sql}, its reverse in {@code 001_name.down.sql} or after a line {@code -- migrate:down}. */
final class NumberedLayout implements FileLayout {

    @Override
    public String name() {
        return "numbered";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.parse(file.name().stem()).isPresent()
                && !file.name().direction().equals(Optional.of(Direction.UP))
                && !file.facts().hasMarker("migrate", "up")
                && !file.facts().isSectioned("sql-migrate")
                && !file.facts().isSectioned("goose");
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        NumberedName name = NumberedName.parse(file.name().stem()).orElseThrow();
        if (file.facts().hasMarker("node-pg-migrate", "up")) {
            return new Sections(file, name, "node-pg-migrate").marked(TransactionWish.NONE);
        }
        if (file.name().direction().isEmpty()) {
            return new Sections(file, name, "migrate").upFirst();
        }
        return List.of(Sections.whole(file, name, Direction.DOWN));
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.next(last);
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        List<NewFile> files = new ArrayList<>();
        NewFile up = NewFile.of(version + "_" + name, kind, NumberedName.words(name));
        files.add(up);
        if (down) {
            files.add(NewFile.of(version + "_" + name + ".down", kind, "reverts " + up.name()));
        }
        return files;
    }
}
