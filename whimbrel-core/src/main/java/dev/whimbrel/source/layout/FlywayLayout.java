package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.ScriptKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code V1_2__name.sql}, reverted by {@code U1_2__name.sql}; {@code R__name.sql}; {@code B5__name.sql}. */
final class FlywayLayout implements FileLayout {

    private static final Pattern CALLBACK = Pattern.compile(
            "(?:(?:before|after)(?:(?:Each)?(?:Migrate|Undo)"
                    + "(?:Statement)?(?:Error|Applied)?|Clean|Info|Validate|Baseline|Repair|Deploy"
                    + "|CreateSchema|Connect|Repeatables|FirstUse)(?:Error|OperationFinish)?|afterVersioned|createSchema)(?:__.*)?");
    private static final Pattern NAME = Pattern.compile("([VUB])(\\d+(?:[._]\\d+)*)(?:__(.*))?");

    static boolean isFlywayName(String stem) {
        return NAME.matcher(stem).matches();
    }

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public boolean fits(Candidate file) {
        String stem = file.name().stem();
        return file.name().direction().isEmpty()
                && (isFlywayName(stem) || CALLBACK.matcher(stem).matches());
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Inspection inspection = new Inspection();
        List<ScriptPart> parts = FileLayout.super.parts(folder).stream()
                .flatMap(part -> inspection.attempt(() -> configured(part, folder)).stream())
                .toList();
        inspection.end();
        return parts;
    }

    private static ScriptPart configured(ScriptPart part, Folder folder) {
        return folder.file(part.file().path() + FlywaySettings.EXTENSION)
                .map(FlywaySettings::read)
                .map(settings -> settings.applyTo(part))
                .orElse(part);
    }

    @Override
    public List<ScriptPart> parts(Candidate file) {
        if (CALLBACK.matcher(file.name().stem()).matches()) {
            throw Contradiction.unsupported(
                    file.path() + " is a callback",
                    "Whimbrel runs migrations only; a callback would run on every call, outside of the history",
                    "make it a repeatable migration (R__name.sql), or move it away and run it by other means");
        }
        Matcher name = NAME.matcher(file.name().stem());
        if (!name.matches()) {
            throw new IllegalArgumentException(file.path() + " is no name of this layout");
        }
        String description =
                NumberedName.words(Optional.ofNullable(name.group(3)).orElse(""));
        MigrationId id = MigrationId.of(Version.of(name.group(2)));
        MigrationKind kind = name.group(1).equals("B") ? MigrationKind.BASELINE : MigrationKind.VERSIONED;
        Direction direction = name.group(1).equals("U") ? Direction.DOWN : Direction.UP;
        return List.of(new ScriptPart(file, id, kind, description, direction));
    }

    @Override
    public Version next(Optional<Version> last) {
        return last.map(version -> NumberedName.increment(version.toString())).orElse(Version.of("1"));
    }

    @Override
    public List<NewFile> create(Version version, String name, ScriptKind kind, boolean down) {
        String number = version.toString().replace('.', '_');
        List<NewFile> files = new ArrayList<>();
        NewFile up = NewFile.of("V" + number + "__" + name, kind, NumberedName.words(name));
        files.add(up);
        if (down) {
            files.add(NewFile.of("U" + number + "__" + name, kind, "reverts " + up.name()));
        }
        return files;
    }
}
