package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** {@return the scripts in order} A {@code down.sql} beside the migration, which neither tool runs, reverts it. */
    static List<ScriptPart> parts(String tool, Folder folder) {
        Inspection inspection = new Inspection();
        directories(folder)
                .filter(directory -> folder.script(directory + "/migration.sql").isEmpty())
                .forEach(directory -> inspection.add(Contradiction.problem(
                        directory + " holds no migration.sql",
                        tool + " takes each sub-folder for a migration",
                        "restore the file, or remove the folder")));
        List<ScriptPart> parts = folder.scripts().stream()
                .map(file -> SCRIPT.matcher(file.path()))
                .filter(Matcher::matches)
                .flatMap(path -> inspection
                        .attempt(() -> Sections.whole(
                                folder.script(path.group()).orElseThrow(),
                                named(path.group(1)),
                                path.group(2).equals("down") ? Direction.DOWN : Direction.UP))
                        .stream())
                .toList();
        inspection.end();
        return NameOrder.check(tool, parts);
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
                .orElseGet(() -> new NumberedName(Version.of(directory), NumberedName.words(directory)));
    }
}
