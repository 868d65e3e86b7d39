package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The notes of rows that have changed and wait for new vectors. */
record ChangeNotes(WorkConnection connection, WorkDialect dialect, Work work) {

    /** Strike off changes that are done, unless the row has changed again. One that comes back is seen to be done. */
    void strikeOff(List<Row> rows) throws SQLException {
        String done = rows.stream()
                .map(row -> "(" + dialect.literal(row.key()) + ", " + row.ticket() + ")")
                .collect(Collectors.joining(", "));
        connection.losableTransaction(() -> connection.execute("DELETE FROM "
                + dialect.tables().queue() + " WHERE work_id = " + work.id() + " AND (key, seq) IN (VALUES " + done
                + ")"));
    }
}
