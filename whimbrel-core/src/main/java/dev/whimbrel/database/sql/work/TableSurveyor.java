package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.error.Problems;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a table before long work begins, or goes on: how much there is, and some of its texts.
 *
 * @param begun how far it is, if it is
 */
public record TableSurveyor(SqlCommands commands, WorkDialect dialect, Optional<WorkStatus> begun) {

    private static final int SAMPLE = 500;

    /**
     * How many rows take part.
     *
     * @param empty those of them without a text
     */
    public record Count(long rows, long empty) {

        public long texts() {
            return rows - empty;
        }
    }

    public Count count(WorkTable table) throws SQLException {
        String counted = table.text().isEmpty()
                ? "SELECT count(*), 0 FROM " + table.aliased() + " WHERE " + table.takesPart()
                : "SELECT count(*), count(*) FILTER (WHERE is_empty) FROM " + new WorkRows(table, dialect).all()
                        + " AS src";
        return commands.first(counted, row -> new Count(row.getLong(1), row.getLong(2)))
                .orElseThrow();
    }

    /**
     * {@return what was found}
     *
     * @param notes what else is worth knowing
     */
    public TableSurvey survey(WorkTable table, Count count, Needs needs, Map<String, String> notes)
            throws SQLException {
        return table.text().isEmpty() ? plain(table, count, needs, notes) : embedding(table, count, needs, notes);
    }

    private TableSurvey plain(WorkTable table, Count count, Needs needs, Map<String, String> notes) {
        long done = begun.map(WorkStatus::done).orElse(0L);
        // Rows that are done do not take part any more, where the definition says which need it.
        long rows = table.condition().isPresent() ? count.rows() + done : count.rows();
        return new TableSurvey(rows, 0, done, rate(), List.of(), needs, notes, Problems.NONE);
    }

    private TableSurvey embedding(WorkTable table, Count count, Needs needs, Map<String, String> notes)
            throws SQLException {
        long done = begun.map(status -> status.done() + status.skipped()).orElse(0L);
        List<String> sample = commands.query(
                "SELECT txt FROM " + new WorkRows(table, dialect).all()
                        + " AS src WHERE NOT is_empty ORDER BY random() LIMIT " + SAMPLE,
                row -> row.getString(1));
        return new TableSurvey(count.rows(), count.empty(), done, rate(), sample, needs, notes, Problems.NONE);
    }

    private Optional<Double> rate() {
        return begun.map(WorkStatus::rowsPerSecond).filter(rate -> rate > 0);
    }
}
