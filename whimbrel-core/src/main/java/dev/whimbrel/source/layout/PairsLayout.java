package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.ScriptKind;
import java.util.List;
import java.util.Optional;

/** {@code 000001_name.up.sql} and {@code 000001_name.down.sql}, as golang-migrate has them. */
final class PairsLayout implements FileLayout {

    private static final String FIRST = "000001";

    @Override
    public String name() {
        return "up/down pairs";
    }

    @Override
    public boolean fits(Candidate file) {
        return NumberedName.parse(file.name().stem()).isPresent()
                && file.name().direction().isPresent();
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        NumberedName name = NumberedName.parse(file.name().stem()).orElseThrow();
        Direction direction = file.name().direction().orElseThrow();
        return List.of(Sections.whole(file, name, direction));
    }

    @Override
    public Version next(Optional<Version> last) {
        return last.isPresent() ? NumberedName.next(last) : Version.of(FIRST);
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        String words = NumberedName.words(name);
        return List.of(
                NewFile.of(version + "_" + name + ".up", kind, words),
                NewFile.of(version + "_" + name + ".down", kind, "reverts " + words));
    }
}
