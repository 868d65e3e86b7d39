package dev.whimbrel.junit;

import dev.whimbrel.Settings;
import dev.whimbrel.database.Databases;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.Migration;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What makes two templates the same: the migrations, the values put into them, and the Whimbrel that runs them.
 *
 * @param project tells templates of other projects on the same server apart
 * @param timeline of everything that decides what a template holds
 */
record TemplateKey(String project, String timeline) {

    private static final int DIGITS = 16;

    /**
     * {@return the key of these settings; the folders are read, no database is connected to}
     *
     * @throws dev.whimbrel.error.TimelineException if the folders cannot be read as a timeline
     */
    static TemplateKey of(Settings settings) {
        try (Databases databases = Databases.open(settings.databases(), Databases.providers(), settings.timeouts())) {
            String migrations = settings.timelineReader(databases).read().stream()
                    .map(TemplateKey::line)
                    .collect(Collectors.joining("\n"));
            String values = new TreeMap<>(settings.placeholders().values()).toString();
            return new TemplateKey(
                    digits(Path.of("").toAbsolutePath() + " " + settings.migrations()),
                    digits(ToolVersion.get() + "\n" + values + "\n" + migrations));
        }
    }

    private static String line(Migration migration) {
        return migration.id().label() + " " + migration.kind() + " "
                + migration.up().name() + " " + migration.up().checksum();
    }

    static String digits(String text) {
        return Checksum.of(text).hex().substring(0, DIGITS);
    }

    /** {@return a number by which processes can take turns} */
    int number() {
        return Integer.parseUnsignedInt(timeline.substring(0, Integer.BYTES * 2), DIGITS);
    }
}
