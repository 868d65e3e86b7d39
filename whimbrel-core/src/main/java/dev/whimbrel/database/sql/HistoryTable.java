package dev.whimbrel.database.sql;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history table as every SQL database has it: one row an attempt, and a view of what is applied now.
 *
 * <p>A script that runs statement by statement has one row, which counts its statements as they are done; any other row
 * is written once and never changed.
 */
public final class HistoryTable {

    public static final String NAME = "whimbrel_history";

    /** The view for people and scripts. */
    public static final String VIEW = "whimbrel_applied";

    /** What tells whether later entries take back or replace an earlier one. */
    private static final String APPLIED_NOW = """
            SELECT entry.version, entry.script AS filename, entry.at AS applied_at
            FROM %1$s AS entry
            WHERE entry.outcome IN ('applied', 'adopted', 'baseline')
              AND NOT EXISTS (
                SELECT 1
                FROM %1$s AS later
                WHERE later.rank > entry.rank
                  AND (later.version = entry.version OR (later.version IS NULL AND entry.version IS NULL
                    AND later.description = entry.description))
                  AND (later.outcome IN ('applied', 'adopted', 'baseline', 'reverting', 'reverted', 'missing accepted')
                    OR (later.outcome = 'revert failed' AND later.statements_done > 0)))
            ORDER BY entry.rank
            """;

    private HistoryTable() {}

    /** {@return the query behind the view, for a table of that quoted name} */
    public static String appliedNow(String quotedTable) {
        return APPLIED_NOW.formatted(quotedTable);
    }

    /**
     * {@return the values of an attempt, in the order version, description, kind, script, checksum, outcome,
     * statements_done, journal, error}
     */
    public static List<@Nullable String> values(Attempt attempt) {
        return Arrays.asList(
                attempt.id().version().map(Version::toString).orElse(null),
                attempt.description(),
                attempt.kind().label(),
                attempt.script(),
                attempt.checksum().map(Checksum::hex).orElse(null),
                attempt.outcome().label(),
                String.valueOf(attempt.statementsDone()),
                attempt.journal().map(Checksum::hex).orElse(null),
                attempt.error().orElse(null));
    }

    /**
     * {@return the history that the rows tell}
     *
     * @param rows with the columns of the table, {@code at} as text in ISO 8601 with a {@code Z}
     * @throws DatabaseException if a row makes no sense
     */
    public static History read(ResultSet rows) throws SQLException {
        List<HistoryEntry> entries = new ArrayList<>();
        while (rows.next()) {
            long rank = rows.getLong("rank");
            try {
                entries.add(new HistoryEntry(
                        rank,
                        attempt(rows),
                        Instant.parse(rows.getString("at")),
                        Duration.ofMillis(rows.getLong("duration_ms")),
                        text(rows, "by").orElse(""),
                        text(rows, "tool_version").orElse("")));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                throw damaged(rank, e);
            }
        }
        return History.of(entries);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        String description = text(row, "description").orElse("");
        return new Attempt(
                text(row, "version")
                        .map(version -> MigrationId.of(Version.of(version)))
                        .orElseGet(() -> MigrationId.repeatable(description)),
                MigrationKind.parse(text(row, "kind").orElse("")),
                description,
                text(row, "script").orElse(""),
                text(row, "checksum").map(Checksum::new),
                Outcome.parse(text(row, "outcome").orElse("")),
                row.getInt("statements_done"),
                text(row, "journal").map(Checksum::new),
                text(row, "error"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static DatabaseException damaged(long rank, RuntimeException cause) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.HISTORY_DAMAGED,
                        "row " + rank + " of " + NAME + " cannot be understood",
                        String.valueOf(cause.getMessage()),
                        "a newer Whimbrel or a person wrote it: use that version, or mend the row by hand"),
                cause);
    }
}
