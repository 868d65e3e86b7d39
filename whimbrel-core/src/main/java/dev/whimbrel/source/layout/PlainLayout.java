package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names without a number, ordered by name: {@code add_was_truncated_column.sql}. */
final class PlainLayout implements FileLayout {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.parse(file.name().stem()).isEmpty()
                && !FlywayLayout.isFlywayName(file.name().stem())
                && !file.facts().hasMarker("migrate", "up")
                && !file.facts().isSectioned("sql-migrate")
                && !file.facts().isSectioned("goose");
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        NumberedName name = new NumberedName(
                Version.of(file.name().stem()), NumberedName.words(file.name().stem()));
        List<ScriptPart> parts = new Sections(file, name, "migrate").upFirst();
        boolean isDown = file.name().direction().equals(Optional.of(Direction.DOWN));
        return isDown
                ? List.of(new ScriptPart(file, name.id(), parts.get(0).kind(), name.description(), Direction.DOWN))
                : parts;
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.timestamp(Optional.empty());
    }

    /** The name is the version here, so the number is left out. */
    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        List<NewFile> files = new ArrayList<>();
        NewFile up = NewFile.of(name, kind, NumberedName.words(name));
        files.add(up);
        if (down) {
            files.add(NewFile.of(name + ".down", kind, "reverts " + up.name()));
        }
        return files;
    }
}
