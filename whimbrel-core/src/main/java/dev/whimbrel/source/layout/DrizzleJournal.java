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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

        Version version() {
            return Version.of("%04d".formatted(index));
        }

        String words() {
            return NumberedName.parse(tag).map(NumberedName::description).orElse(NumberedName.words(tag));
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
        RisingVersions versions = new RisingVersions();
        List<ScriptPart> parts = new ArrayList<>();
        for (Entry entry : entries) {
            Version version = versions.next(entry.version());
            inspection.attempt(() -> part(entry, version, folder)).ifPresent(parts::add);
        }
        inspection.end();
        return parts;
    }

    private ScriptPart part(Entry entry, Version version, Folder folder) {
        Candidate file = folder.script(entry.file())
                .orElseThrow(() -> Contradiction.of(
                        entry.file() + " is missing",
                        PATH + " names it as number " + entry.index(),
                        "restore the file, or remove its entry"));
        return Sections.whole(file, new NumberedName(version, entry.words()), Direction.UP)
                .with(dialect.map(named -> Audience.dialect(DIALECTS.getOrDefault(named, named), PATH))
                        .orElse(Audience.ANY));
    }
}
