package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.EmbeddedPage.DeadLetter;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ends pages: what was made of them, the claim's end and the progress in one transaction. A page that somebody else has taken
 * over meanwhile is not written.
 */
final class PageWriter {

    private final WorkConnection connection;
    private final WorkDialect dialect;
    private final WorkTables tables;
    private final Work work;
    private final int worker;
    private final VectorSink sink;

    PageWriter(WorkConnection connection, WorkDialect dialect, Work work, int worker, VectorSink sink) {
        this.connection = connection;
        this.dialect = dialect;
        this.tables = dialect.tables();
        this.work = work;
        this.worker = worker;
        this.sink = sink;
    }

    /** {@return how many rows were written} */
    long write(EmbeddedPage page) throws SQLException {
        if (page.page().range().isEmpty() && page.page().rows().isEmpty()) {
            return 0;
        }
        long written = connection.transaction(() -> writeOnce(page));
        if (page.page().range().isEmpty()) {
            List<Row> done = new ArrayList<>(page.rows());
            page.dead().forEach(dead -> done.add(dead.row()));
            new ChangeNotes(connection, dialect, work).strikeOff(done);
        }
        return written;
    }

    private long writeOnce(EmbeddedPage page) throws SQLException {
        Optional<Ended> ended =
                page.page().range().isPresent() ? endClaim(page) : Optional.of(new Ended(true, Optional.empty()));
        if (ended.isEmpty()) {
            return 0;
        }
        long written =
                page.page().range().filter(range -> work.vectors().isEmpty()).isPresent()
                        ? update(page.page().range().orElseThrow())
                        : embed(page, ended.get());
        for (DeadLetter dead : page.dead()) {
            note(dead);
        }
        count(page, written);
        return written;
    }

    /**
     * What is known when a claim has ended.
     *
     * @param areDeadLetters whether the work has any
     * @param seen what the sink wanted to know
     */
    private record Ended(boolean areDeadLetters, Optional<String> seen) {}

    /** {@return nothing if the claim is somebody else's by now} */
    private Optional<Ended> endClaim(EmbeddedPage page) throws SQLException {
        return connection.first(
                "DELETE FROM " + tables.claim() + " WHERE id = " + page.page().claim() + " AND worker = " + worker
                        + " RETURNING EXISTS (SELECT 1 FROM " + tables.deadLetter() + " WHERE work_id = " + work.id()
                        + "), " + sink.look(page).orElse("NULL"),
                row -> new Ended(row.getBoolean(1), Optional.ofNullable(row.getString(2))));
    }

    private long update(KeyRange range) throws SQLException {
        WorkTable table = work.table();
        return connection.execute(
                "UPDATE " + table.aliased() + " SET " + work.assignments().orElseThrow() + "\n WHERE "
                        + WorkRows.of(work, dialect).between(range) + " AND " + table.takesPart());
    }

    private long embed(EmbeddedPage page, Ended ended) throws SQLException {
        if (page.rows().isEmpty()) {
            return 0;
        }
        long written = sink.write(page, ended.seen());
        if (ended.areDeadLetters()) {
            removeDeadLetters(page.rows());
        }
        return written;
    }

    private void removeDeadLetters(List<Row> rows) throws SQLException {
        String keys = rows.stream().map(row -> dialect.literal(row.key())).collect(Collectors.joining(", "));
        connection.executeAlong(
                "DELETE FROM " + tables.deadLetter() + " WHERE work_id = " + work.id() + " AND key IN (" + keys + ")");
    }

    private void note(DeadLetter dead) throws SQLException {
        connection.executeAlong("INSERT INTO " + tables.deadLetter()
                + " (work_id, key, source_hash, code, reason, characters, tokens) VALUES (" + work.id() + ", "
                + dialect.literal(dead.row().key()) + ", "
                + dialect.bytes(dead.row().hash()) + ", "
                + dialect.literal(dead.problem().code().code()) + ", "
                + dialect.literal(dead.problem().what() + ": " + dead.problem().why()) + ", "
                + dead.row().text().length() + ", " + dead.tokens()
                + ") ON CONFLICT (work_id, key) DO UPDATE SET source_hash = EXCLUDED.source_hash, code = EXCLUDED.code,"
                + " reason = EXCLUDED.reason, characters = EXCLUDED.characters, tokens = EXCLUDED.tokens,"
                + " \"at\" = EXCLUDED.\"at\"");
    }

    /** Last, since all workers write this row. Every ten seconds it is seen how fast they are, all together. */
    private void count(EmbeddedPage page, long written) throws SQLException {
        long done = written + page.page().settled();
        connection.executeAlong("UPDATE " + tables.work() + " SET rows_done = rows_done + " + done
                + ", rows_skipped = rows_skipped + "
                + page.page().skipped() + ", tokens = tokens + " + page.cost().tokens() + ", usd = usd + "
                + page.cost().usd().toPlainString() + ", " + rate(done) + " WHERE id = " + work.id());
    }

    /** After a pause it begins anew. */
    private String rate(long done) {
        String isFresh = "rate_at > " + dialect.ago(10);
        return "rate = CASE WHEN " + isFresh + " THEN rate WHEN rate_at > " + dialect.ago(60) + " THEN (rows_done + "
                + done + " - rate_rows) / " + dialect.secondsSince("rate_at") + " END, rate_rows = CASE WHEN " + isFresh
                + " THEN rate_rows ELSE rows_done + " + done + " END, rate_at = CASE WHEN " + isFresh
                + " THEN rate_at ELSE " + dialect.now() + " END";
    }
}
