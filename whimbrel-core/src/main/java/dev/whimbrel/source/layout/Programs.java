package dev.whimbrel.source.layout;

import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.ScriptName;
import dev.whimbrel.source.file.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that are migrations to somebody and that no database can run: programs among the scripts, and what the
 * PostgreSQL image would run or unpack in its init folder. Left out in silence they would leave a gap.
 */
public final class Programs {

    private static final Set<String> EXTENSIONS = Set.of(
            "sh", "bash", "ps1", "bat", "cmd", "go", "js", "cjs", "mjs", "ts", "py", "rb", "php", "java", "kt",
            "groovy", "class", "cs", "rs");
    private static final Pattern SHELL = Pattern.compile("[^/]+\\.(?:sh|bash)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PACKED = Pattern.compile("[^/]+\\.sql\\.(?:gz|xz|zst|bz2)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CATALOG = Pattern.compile("(?:.*/)?[VR]\\d+(?:[._]\\d+)*__[^/]*\\.xml");
    private static final Set<String> INIT_FOLDERS = Set.of("numbered", "plain");

    private Programs() {}

    /**
     * Refuse folders with such files.
     *
     * @throws dev.whimbrel.error.TimelineException if there are any
     */
    public static void refuse(Layout layout, List<Folder> folders) {
        Inspection inspection = new Inspection();
        folders.stream()
                .flatMap(folder -> folder.files().stream())
                .forEach(file -> inspection.attempt(() -> checked(layout, file)));
        inspection.end();
    }

    private static SourceFile checked(Layout layout, SourceFile file) {
        String path = file.path();
        boolean isInit = INIT_FOLDERS.contains(layout.name());
        if (isInit && SHELL.matcher(path).matches()) {
            throw Contradiction.unsupported(
                    path + " is a shell script",
                    "a database image runs it when its data folder is empty; Whimbrel runs scripts of databases only, in a transaction",
                    "write what it does as SQL, or move it out of the folder: what needs a superuser or another database belongs to the setup of the server");
        }
        if (isInit && PACKED.matcher(path).matches()) {
            throw Contradiction.unsupported(
                    path + " is packed", "scripts are read as they are reviewed: as text", "unpack it");
        }
        if (isProgram(path) || CATALOG.matcher(path).matches()) {
            throw Contradiction.unsupported(
                    path + " has the name of a migration and is no script of a database",
                    "Whimbrel cannot run it, and passing over it would leave a gap in the timeline",
                    "write it as a script, or move it out of the folder if it is none");
        }
        return file;
    }

    private static boolean isProgram(String path) {
        ScriptName name = ScriptName.parse(path);
        return EXTENSIONS.contains(name.extension().toLowerCase(Locale.ROOT))
                && (NumberedName.parse(name.stem()).isPresent()
                        || FlywayLayout.isFlywayName(name.stem())
                        || name.isRepeatable());
    }
}
