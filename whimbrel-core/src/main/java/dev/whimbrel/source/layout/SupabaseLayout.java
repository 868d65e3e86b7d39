package dev.whimbrel.source.layout;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code supabase/migrations/20260114093000_name.sql}: told by the names of the two folders. */
final class SupabaseLayout implements MarkedLayout {

    private static final Path FOLDER = Path.of("supabase", "migrations");
    private static final Pattern NAME = Pattern.compile("(\\d+)_([^/]*)\\.sql");
    private static final Pattern FIRST = Pattern.compile("(\\d{14})_init\\.sql");
    /** The command line passes over a first file {@code _init} that is older than this. */
    private static final String FIRST_KEPT = "20211209000000";

    @Override
    public String name() {
        return "supabase";
    }

    /** Where none of the files has a name that its tool takes, {@code 20260114093000-name.sql} say, others run them. */
    @Override
    public Optional<String> mark(Folder folder) {
        return Optional.of(folder.path().toAbsolutePath().normalize())
                .filter(path -> path.endsWith(FOLDER))
                .filter(path -> folder.versioned().anyMatch(this::fits)
                        || folder.versioned().noneMatch(this::looksAt))
                .map(path -> "supabase/migrations");
    }

    @Override
    public boolean looksAt(Candidate file) {
        return !file.path().contains("/");
    }

    @Override
    public boolean fits(Candidate file) {
        return NAME.matcher(file.path()).matches() && file.name().direction().isEmpty();
    }

    @Override
    public List<ScriptPart> parts(Folder folder) {
        Inspection inspection = new Inspection();
        List<ScriptPart> parts = folder.versioned()
                .filter(this::fits)
                .flatMap(file -> inspection.attempt(() -> part(file)).stream())
                .toList();
        inspection.end();
        return NameOrder.check(
                "Supabase", !parts.isEmpty() && isPassedOver(parts.get(0)) ? parts.subList(1, parts.size()) : parts);
    }

    private static boolean isPassedOver(ScriptPart first) {
        Matcher name = FIRST.matcher(first.file().path());
        return name.matches() && name.group(1).compareTo(FIRST_KEPT) < 0;
    }

    private static ScriptPart part(Candidate file) {
        Matcher path = NAME.matcher(file.path());
        if (!path.matches()) {
            throw new IllegalArgumentException(file.path() + " is no name of this layout");
        }
        NumberedName name = new NumberedName(Version.of(path.group(1)), NumberedName.words(path.group(2)));
        return Sections.whole(file, name, Direction.UP).with(Audience.dialect("postgresql", "the layout"));
    }

    @Override
    public Version next(Optional<Version> last) {
        return NumberedName.timestamp(last);
    }

    @Override
    public List<NewFile> create(Folder folder, Version version, String name, boolean down) {
        if (down) {
            throw Contradiction.elsewhere(
                    "supabase",
                    "the layout has no down scripts: its tool would run one as a migration",
                    "leave --down out");
        }
        return List.of(new NewFile(version + "_" + name + ".sql", "-- " + NumberedName.words(name) + "\n"));
    }
}
