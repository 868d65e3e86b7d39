package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Extract;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What drizzle-kit writes: {@code 0000_name.sql} in the order of {@code meta/_journal.json}, or, newer, {@code
 * 20260114093000_name/migration.sql} beside a {@code snapshot.json}.
 */
final class DrizzleLayout implements MarkedLayout {

    private static final Pattern SNAPSHOT = Pattern.compile("[^/]+/snapshot\\.json");
    private static final Pattern SCRIPT = Pattern.compile("[^/]+\\.sql");
    private static final Extract STATEMENTS = new DelimitedText("--> statement-breakpoint");

    @Override
    public String name() {
        return "drizzle";
    }

    static boolean hasSnapshots(Folder folder) {
        return folder.files().stream()
                .anyMatch(file -> SNAPSHOT.matcher(file.path()).matches());
    }

    @Override
    public Optional<String> mark(Folder folder) {
        return folder.file(DrizzleJournal.PATH)
                .or(() -> folder.files().stream()
                        .filter(file -> SNAPSHOT.matcher(file.path()).matches())
                        .findFirst())
                .map(SourceFile::path);
    }

    @Override
    public boolean fits(Candidate file) {
        return SCRIPT.matcher(file.path()).matches() || MigrationDirectories.isScript(file);
    }

    @Override
    public boolean looksAt(Candidate file) {
        return fits(file);
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        List<ScriptPart> parts = folder.file(DrizzleJournal.PATH)
                .map(file -> DrizzleJournal.read(file).parts(folder))
                .orElseGet(() -> MigrationDirectories.parts("Drizzle", folder));
        return parts.stream().map(part -> part.with(STATEMENTS)).toList();
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.timestamp(last);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        throw Contradiction.elsewhere(
                "drizzle",
                "each comes with a snapshot of the schema in TypeScript, from which the next one is worked out",
                "run `drizzle-kit generate --custom --name=" + name + "` and write the SQL into the file it makes");
    }
}
