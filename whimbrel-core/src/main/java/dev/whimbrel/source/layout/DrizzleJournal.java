package dev.whimbrel.source.layout;

import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Version;
import dev.whimbrel.source.file.Candidate;
import dev.whimbrel.source.file.Folder;
import dev.whimbrel.source.file.Inspection;
import dev.whimbrel.source.file.JsonText;
import dev.whimbrel.source.file.JsonText.MalformedException;
import dev.whimbrel.source.file.SourceFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The journal of drizzle-kit: which files are migrations, and in which order.
 *
 * @param dialect as drizzle-kit calls it
 * @param entries in order
 */
record DrizzleJournal(Optional<String> dialect, List<Entry> entries) {

    static final String PATH = "meta/_journal.json";

    private static final Map<String, String> DIALECTS =
            Map.of("pg", "postgresql", "postgres", "postgresql", "turso", "sqlite");
    private static final Pattern NUMBERED = Pattern.compile("\\d+_[^/]*\\.sql");
    private static final int MOST = 1_000_000;

    /**
     * A migration.
     *
     * @param index its place, which becomes its version
     * @param tag the name of its file
     */
    record Entry(int index, String tag) {

        String file() {
            return tag + ".sql";
        }

        NumberedName name() {
            String words =
                    NumberedName.parse(tag).map(NumberedName::description).orElse(NumberedName.words(tag));
            return new NumberedName(Version.of("%04d".formatted(index)), words);
        }
    }

    /**
     * {@return the journal in that file}
     *
     * @throws TimelineException if it is none
     */
    static DrizzleJournal read(SourceFile file) {
        try {
            Map<?, ?> journal = object(JsonText.parse(file.text()));
            if (!(journal.get("entries") instanceof List<?> entries)) {
                throw malformed("there is no list `entries`");
            }
            Optional<String> dialect =
                    journal.get("dialect") instanceof String named ? Optional.of(named) : Optional.empty();
            return new DrizzleJournal(
                    dialect, entries.stream().map(DrizzleJournal::entry).toList());
        } catch (MalformedException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Entry entry(Object value) {
        Map<?, ?> entry = object(value);
        if (entry.get("idx") instanceof BigDecimal index
                && entry.get("tag") instanceof String tag
                && index.scale() <= 0
                && index.signum() >= 0
                && index.compareTo(BigDecimal.valueOf(MOST)) < 0) {
            return new Entry(index.intValue(), tag);
        }
        throw malformed("an entry has no `idx` or no `tag`: " + entry);
    }

    private static Map<?, ?> object(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw malformed("an object is expected, not " + value);
    }

    private static TimelineException malformed(String why) {
        return Contradiction.of(
                PATH + " is no journal of drizzle-kit", why, "restore the file, or let drizzle-kit write it again");
    }

    /** {@return the scripts of the migrations} */
    List<ScriptPart> parts(Folder folder) {
        Inspection inspection = new Inspection();
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).index() <= entries.get(i - 1).index()) {
                inspection.add(Contradiction.problem(
                        PATH + ": " + entries.get(i).tag() + " has the number "
                                + entries.get(i).index() + " after "
                                + entries.get(i - 1).index(),
                        "two branches wrote the same number, or the journal was merged by hand",
                        "remove the later one's entry and file, and let drizzle-kit generate it again"));
            }
        }
        unlisted(folder)
                .forEach(file -> inspection.add(Contradiction.problem(
                        file.path() + " does not stand in " + PATH,
                        "Drizzle would never run it",
                        "let drizzle-kit generate it (`drizzle-kit generate --custom`), or remove it")));
        List<ScriptPart> parts = entries.stream()
                .flatMap(entry -> inspection.attempt(() -> part(entry, folder)).stream())
                .toList();
        inspection.end();
        return parts;
    }

    private Stream<Candidate> unlisted(Folder folder) {
        return folder.scripts().stream()
                .filter(file -> NUMBERED.matcher(file.path()).matches())
                .filter(file -> entries.stream().noneMatch(entry -> entry.file().equals(file.path())));
    }

    private ScriptPart part(Entry entry, Folder folder) {
        Candidate file = folder.script(entry.file())
                .orElseThrow(() -> Contradiction.of(
                        entry.file() + " is missing",
                        PATH + " names it as number " + entry.index(),
                        "restore the file, or remove its entry"));
        return Sections.whole(file, entry.name(), Direction.UP)
                .with(dialect.map(named -> Audience.dialect(DIALECTS.getOrDefault(named, named), PATH))
                        .orElse(Audience.ANY));
    }
}
