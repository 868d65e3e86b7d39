package dev.whimbrel.neo4j;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Version;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.value.ValueException;

/**
 * A node of the history as read.
 *
 * @param written what it says
 * @param group the group of schema changes that was about to be done; empty if none was
 * @param intended what it says if that group is done
 */
record Entry(HistoryEntry written, Optional<Long> group, Attempt intended) {

    /**
     * {@return the entry of a row}
     *
     * @throws DatabaseException if it makes no sense
     */
    static Entry of(Record row) {
        Value node = row.get("entry");
        try {
            HistoryEntry entry = new HistoryEntry(
                    node.get("rank").asLong(),
                    attempt(node),
                    node.get("at").asZonedDateTime().toInstant(),
                    Duration.ofMillis(node.get("duration_ms").asLong()),
                    text(node, "by").orElse(""),
                    text(node, "tool_version").orElse(""));
            Value group = node.get("intent_group");
            return group.isNull()
                    ? new Entry(entry, Optional.empty(), entry.attempt())
                    : new Entry(entry, Optional.of(group.asLong()), intended(node, entry.attempt()));
        } catch (IllegalArgumentException | DateTimeException | ValueException e) {
            throw new DatabaseException(
                    new Problem(
                            ErrorCode.HISTORY_DAMAGED,
                            "node " + node.get("rank") + " of :WhimbrelMigration cannot be understood",
                            String.valueOf(e.getMessage()),
                            "a newer Whimbrel or a person wrote it: use that version, or mend the node by hand"),
                    e);
        }
    }

    private static Attempt attempt(Value node) {
        String description = text(node, "description").orElse("");
        return new Attempt(
                text(node, "version")
                        .map(version -> MigrationId.of(Version.of(version)))
                        .orElseGet(() -> MigrationId.repeatable(description)),
                MigrationKind.parse(text(node, "kind").orElse("")),
                description,
                text(node, "script").orElse(""),
                text(node, "checksum").map(Checksum::new),
                Outcome.parse(text(node, "outcome").orElse("")),
                node.get("statements_done").asInt(),
                text(node, "journal").map(Checksum::new),
                text(node, "error"));
    }

    private static Attempt intended(Value node, Attempt attempt) {
        return attempt.withProgress(
                node.get("intent_done").asInt(),
                new Checksum(node.get("intent_journal").asString()));
    }

    private static Optional<String> text(Value node, String key) {
        return node.get(key).isNull()
                ? Optional.empty()
                : Optional.of(node.get(key).asString());
    }

    boolean hasIntent() {
        return group.isPresent();
    }

    /**
     * {@return the entry, with what was about to be done counted if it is done}
     *
     * @param passed the last group of schema changes that took effect
     */
    HistoryEntry settled(Optional<Long> passed) {
        Attempt attempt = group.isPresent() && group.equals(passed) ? intended : written.attempt();
        return new HistoryEntry(
                written.rank(), attempt, written.at(), written.duration(), written.by(), written.toolVersion());
    }
}
