package dev.whimbrel.redis;

import static dev.whimbrel.redis.RedisSession.list;
import static dev.whimbrel.redis.RedisSession.text;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history in a Redis database: a stream with one entry an attempt.
 *
 * <p>Nothing in it is ever changed. An attempt that takes several scripts is written when the first one is through, and
 * how it ended is a note behind it, which names it. As long as it is under way, the journal, a hash, tells how many of
 * its commands are done.
 */
final class RedisHistory {

    private static final int NANO_DIGITS = 9;

    private final RedisSession session;

    RedisHistory(RedisSession session) {
        this.session = session;
    }

    /** {@return the fields of an attempt, names and values by turns, but for what is known only when it ends} */
    static List<String> fields(Attempt attempt) {
        List<String> fields = new ArrayList<>();
        attempt.id().version().ifPresent(version -> add(fields, "version", version.toString()));
        add(fields, "description", attempt.description());
        add(fields, "kind", attempt.kind().label());
        add(fields, "script", attempt.script());
        attempt.checksum().ifPresent(checksum -> add(fields, "checksum", checksum.hex()));
        return fields;
    }

    /** {@return all fields of an entry that is written as a whole} */
    static List<String> allFields(Attempt attempt) {
        List<String> fields = fields(attempt);
        add(fields, "outcome", attempt.outcome().label());
        add(fields, "statements_done", String.valueOf(attempt.statementsDone()));
        attempt.journal().ifPresent(journal -> add(fields, "journal", journal.hex()));
        attempt.error().ifPresent(error -> add(fields, "error", error));
        return fields;
    }

    private static void add(List<String> fields, String name, String value) {
        fields.add(name);
        fields.add(value);
    }

    /** {@return the history as it is now, what is under way included} */
    History read() {
        return parse(session.run(RedisScript.READ, List.of(RedisKeys.HISTORY, RedisKeys.JOURNAL), List.of()));
    }

    /** {@return the history that the stream and the journal tell} */
    static History parse(@Nullable Object streamAndJournal) {
        List<?> answer = list(streamAndJournal);
        Map<String, Map<String, String>> attempts = new LinkedHashMap<>();
        for (Object entry : list(answer.get(0))) {
            String id = text(list(entry).get(0));
            Map<String, String> fields = map(list(entry).get(1));
            Map<String, String> noted = attempts.get(fields.getOrDefault("attempt", ""));
            if (noted == null) {
                attempts.put(id, fields);
            } else {
                noted.putAll(fields);
            }
        }
        follow(map(answer.get(1)), attempts);
        List<HistoryEntry> entries = new ArrayList<>();
        attempts.forEach((id, fields) -> entries.add(entry(entries.size() + 1L, id, fields)));
        return History.of(entries);
    }

    /** The journal is ahead of the entry it belongs to. */
    private static void follow(Map<String, String> journal, Map<String, Map<String, String>> attempts) {
        Map<String, String> fields = attempts.get(journal.getOrDefault("entry", ""));
        if (fields != null) {
            fields.put("statements_done", journal.getOrDefault("done", ""));
            fields.put("journal", journal.getOrDefault("checksum", ""));
        }
    }

    private static Map<String, String> map(@Nullable Object flat) {
        List<?> parts = list(flat);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            map.put(text(parts.get(i)), text(parts.get(i + 1)));
        }
        return map;
    }

    private static HistoryEntry entry(long rank, String id, Map<String, String> fields) {
        try {
            return new HistoryEntry(
                    rank,
                    attempt(fields),
                    instant(fields.getOrDefault("at", "")),
                    Duration.ofMillis(Long.parseLong(fields.getOrDefault("duration_ms", ""))),
                    fields.getOrDefault("by", ""),
                    fields.getOrDefault("tool_version", ""));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DatabaseException(
                    new Problem(
                            ErrorCode.HISTORY_DAMAGED,
                            "entry " + id + " of " + RedisKeys.HISTORY + " cannot be understood",
                            String.valueOf(e.getMessage()),
                            "a newer Whimbrel or a person wrote it: use that version, or see XRANGE "
                                    + RedisKeys.HISTORY + " - +"),
                    e);
        }
    }

    private static Attempt attempt(Map<String, String> fields) {
        String description = fields.getOrDefault("description", "");
        return new Attempt(
                value(fields, "version")
                        .map(version -> MigrationId.of(Version.of(version)))
                        .orElseGet(() -> MigrationId.repeatable(description)),
                MigrationKind.parse(fields.getOrDefault("kind", "")),
                description,
                fields.getOrDefault("script", ""),
                value(fields, "checksum").map(Checksum::new),
                Outcome.parse(fields.getOrDefault("outcome", "")),
                Integer.parseInt(fields.getOrDefault("statements_done", "")),
                value(fields, "journal").map(Checksum::new),
                value(fields, "error"));
    }

    private static Optional<String> value(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** Seconds since 1970 with six digits behind the point, by the server's clock. */
    private static Instant instant(String seconds) {
        BigDecimal exact = new BigDecimal(seconds);
        return Instant.ofEpochSecond(
                exact.longValue(),
                exact.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
    }
}
