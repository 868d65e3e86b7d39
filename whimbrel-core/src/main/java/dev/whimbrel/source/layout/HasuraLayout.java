package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.SourceFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 1768383000000_name/up.sql} and {@code down.sql}, with or without a folder for each database above. */
final class HasuraLayout implements MarkedLayout {

    private static final Pattern MARK = Pattern.compile("(?:[^/]+/)?\\d[\\d-]*_[^/]*/up\\.(?:sql|yaml)");
    private static final Pattern FILE = Pattern.compile("(?:([^/]+)/)?(\\d[\\d-]*)_([^/]*)/(up|down)\\.(sql|yaml)");

    @Override
    public String name() {
        return "hasura";
    }

    @Override
    public Optional<String> mark(Folder folder) {
        return folder.files().stream()
                .map(SourceFile::path)
                .filter(path -> MARK.matcher(path).matches())
                .findFirst();
    }

    @Override
    public boolean fits(Candidate file) {
        return FILE.matcher(file.path()).matches();
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Inspection inspection = new Inspection();
        List<String> databases = databases(folder);
        List<ScriptPart> parts = new ArrayList<>();
        for (SourceFile source : folder.files()) {
            Matcher path = FILE.matcher(source.path());
            if (path.matches()) {
                inspection
                        .attempt(() -> part(folder, path))
                        .ifPresent(part ->
                                parts.add(databases.size() > 1 ? part.with(Audience.database(database(path))) : part));
            }
        }
        inspection.end();
        return parts;
    }

    private static ScriptPart part(Folder folder, Matcher path) {
        Candidate file = folder.script(path.group())
                .orElseThrow(() -> Contradiction.unsupported(
                        path.group() + " is a migration of Hasura's metadata",
                        "it is no SQL, and only Hasura can run it",
                        "move the metadata to Hasura's metadata folder (config v2 or later), and the file away"));
        NumberedName name =
                new NumberedName(Version.of(path.group(2).replace("-", "")), NumberedName.words(path.group(3)));
        return Sections.whole(file, name, path.group(4).equals("up") ? Direction.UP : Direction.DOWN);
    }

    /** {@return the folders of databases; an empty name stands for the top} */
    private static List<String> databases(Folder folder) {
        return folder.files().stream()
                .map(file -> FILE.matcher(file.path()))
                .filter(Matcher::matches)
                .map(HasuraLayout::database)
                .distinct()
                .toList();
    }

    private static String database(Matcher path) {
        return Optional.ofNullable(path.group(1)).orElse("");
    }

    /** Milliseconds since 1970, as Hasura numbers them. */
    @Override
    public Version next(Optional<Version> last) {
        Version now = Version.of(String.valueOf(Instant.now().toEpochMilli()));
        return last.filter(version -> version.compareTo(now) >= 0)
                .map(version -> NumberedName.increment(version.toString()))
                .orElse(now);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        List<String> databases = databases(folder);
        if (databases.size() > 1) {
            throw Contradiction.elsewhere(
                    "hasura",
                    "the folder is for several databases: " + String.join(", ", databases),
                    "run `hasura migrate create " + name + " --database-name NAME`");
        }
        String database = databases.stream()
                .filter(named -> !named.isEmpty())
                .findFirst()
                .map(named -> named + "/")
                .orElse("");
        String directory = database + version + "_" + name + "/";
        return List.of(
                new NewFile(directory + "up.sql", "-- " + NumberedName.words(name) + "\n"),
                new NewFile(directory + "down.sql", "-- reverts " + directory + "up.sql\n"));
    }
}
