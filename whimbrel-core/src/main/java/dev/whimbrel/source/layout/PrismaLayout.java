package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 20260114093000_name/migration.sql}, with the database named in {@code migration_lock.toml}. */
final class PrismaLayout implements MarkedLayout {

    private static final String LOCK = "migration_lock.toml";
    /** The lock file holds one key; a comment and blank lines may stand around it. */
    private static final Pattern PROVIDER =
            Pattern.compile("(?m)^[ \\t]*provider[ \\t]*=[ \\t]*\"([A-Za-z0-9_-]+)\"[ \\t]*(?:#.*)?\\r?$");

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public Optional<String> mark(Folder folder) {
        return folder.file(LOCK)
                .map(SourceFile::path)
                .or(() -> DrizzleLayout.hasSnapshots(folder)
                        ? Optional.empty()
                        : MigrationDirectories.firstNumbered(folder));
    }

    @Override
    public boolean fits(Candidate file) {
        return MigrationDirectories.isScript(file);
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Audience audience = folder.file(LOCK).map(PrismaLayout::audience).orElse(Audience.ANY);
        return MigrationDirectories.parts("Prisma", folder).stream()
                .map(part -> part.with(audience))
                .toList();
    }

    private static Audience audience(SourceFile lock) {
        Matcher provider = PROVIDER.matcher(lock.text());
        if (!provider.find()) {
            throw Contradiction.of(
                    LOCK + " names no provider",
                    "Prisma writes a line into it such as provider = \"postgresql\"",
                    "restore the line");
        }
        return Audience.dialect(provider.group(1), LOCK);
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.timestamp(last);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        String directory = version + "_" + name + "/";
        List<NewFile> files = new ArrayList<>();
        files.add(new NewFile(directory + "migration.sql", "-- " + NumberedName.words(name) + "\n"));
        if (down) {
            files.add(new NewFile(directory + "down.sql", "-- reverts " + directory + "migration.sql\n"));
        }
        return files;
    }
}
