package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders that hold one migration each, {@code 20260114093000_name/migration.sql}, as Prisma and Drizzle have them. */
final class MigrationDirectories {

    private static final Pattern SCRIPT = Pattern.compile("([^/]+)/(migration|down)\\.sql");
    private static final Pattern NUMBERED = Pattern.compile("\\d+_[^/]*/migration\\.sql");

    private MigrationDirectories() {}

    static boolean isScript(Candidate file) {
        return SCRIPT.matcher(file.path()).matches();
    }

    /** {@return the first script in a folder that is named by a number} */
    static Optional<String> firstNumbered(Folder folder) {
        return folder.files().stream()
                .map(SourceFile::path)
                .filter(path -> NUMBERED.matcher(path).matches())
                .findFirst();
    }

    /** {@return the scripts, in the order of the folders' names} A {@code down.sql} beside the migration, which neither tool runs, reverts it. */
    static List<ScriptPart> parts(String tool, Folder folder) {
        Inspection inspection = new Inspection();
        directories(folder)
                .filter(directory -> folder.script(directory + "/migration.sql").isEmpty())
                .forEach(directory -> inspection.add(Contradiction.problem(
                        directory + " holds no migration.sql",
                        tool + " takes each sub-folder for a migration",
                        "restore the file, or remove the folder")));
        RisingVersions versions = new RisingVersions();
        List<ScriptPart> parts = new ArrayList<>();
        directories(folder).sorted().forEach(directory -> {
            NumberedName name = named(directory);
            NumberedName risen = new NumberedName(versions.next(name.version()), name.description());
            Map.of("migration", Direction.UP, "down", Direction.DOWN)
                    .forEach((file, direction) -> folder.script(directory + "/" + file + ".sql")
                            .flatMap(script -> inspection.attempt(() -> Sections.whole(script, risen, direction)))
                            .ifPresent(parts::add));
        });
        inspection.end();
        return parts;
    }

    private static Stream<String> directories(Folder folder) {
        return folder.files().stream()
                .map(SourceFile::path)
                .filter(path -> path.indexOf('/') > 0)
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct();
    }

    private static NumberedName named(String directory) {
        return NumberedName.parse(directory)
                .or(() -> NumberedName.dated(directory))
                .orElseGet(() -> new NumberedName(Version.of(directory), NumberedName.words(directory)));
    }
}
