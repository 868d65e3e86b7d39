package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.EmbeddedPage.DeadLetter;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.postgres.Work.WorkTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends pages: what was made of them, the claim's end and the progress in one transaction. A page that somebody else has taken
 * over meanwhile is not written.
 */
final class PageWriter {

    /** After a pause it begins anew. */
    private static final String RATE = """
            rate = CASE WHEN rate_at > clock_timestamp() - interval '10 seconds' THEN rate
                WHEN rate_at > clock_timestamp() - interval '1 minute' THEN (rows_done + %1$d - rate_rows)
                    / extract(epoch FROM clock_timestamp() - rate_at) END,
            rate_rows = CASE WHEN rate_at > clock_timestamp() - interval '10 seconds' THEN rate_rows
                ELSE rows_done + %1$d END,
            rate_at = CASE WHEN rate_at > clock_timestamp() - interval '10 seconds' THEN rate_at
                ELSE clock_timestamp() END
            """;

    private final WorkConnection connection;
    private final WorkTables tables;
    private final Work work;
    private final int worker;

    PageWriter(WorkConnection connection, WorkTables tables, Work work, int worker) {
        this.connection = connection;
        this.tables = tables;
        this.work = work;
        this.worker = worker;
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
            connection.transaction(() -> connection.execute(VectorWrites.strikeOff(tables, work, done)));
        }
        return written;
    }

    private long writeOnce(EmbeddedPage page) throws SQLException {
        if (page.page().range().isPresent() && !endClaim(page.page())) {
            return 0;
        }
        long written =
                page.page().range().filter(range -> work.vectors().isEmpty()).isPresent()
                        ? update(page.page().range().orElseThrow())
                        : embed(page);
        for (DeadLetter dead : page.dead()) {
            note(dead);
        }
        count(page, written);
        return written;
    }

    private boolean endClaim(Page page) throws SQLException {
        return connection.execute(
                        "DELETE FROM " + tables.claim() + " WHERE id = " + page.claim() + " AND worker = " + worker)
                == 1;
    }

    private long update(KeyRange range) throws SQLException {
        WorkTable table = work.table();
        return connection.execute(
                "UPDATE " + table.aliased() + " SET " + work.assignments().orElseThrow() + "\n WHERE "
                        + WorkClaims.between(table, range) + " AND " + table.takesPart());
    }

    private long embed(EmbeddedPage page) throws SQLException {
        if (page.rows().isEmpty()) {
            return 0;
        }
        VectorStage.fill(connection, page);
        connection.execute("DELETE FROM " + tables.deadLetter() + " AS d USING " + VectorStage.TABLE
                + " AS st WHERE d.work_id = " + work.id() + " AND d.key = st.whimbrel_key");
        return connection.execute(VectorWrites.fromStage(work));
    }

    private void note(DeadLetter dead) throws SQLException {
        connection.execute("INSERT INTO " + tables.deadLetter()
                + " (work_id, key, source_hash, code, reason, characters, tokens) VALUES (" + work.id() + ", "
                + PostgresSql.literal(dead.row().key()) + ", decode("
                + PostgresSql.literal(dead.row().hash())
                + ", 'hex'), " + PostgresSql.literal(dead.problem().code().code()) + ", "
                + PostgresSql.literal(
                        dead.problem().what() + ": " + dead.problem().why()) + ", "
                + dead.row().text().length() + ", " + dead.tokens()
                + ") ON CONFLICT (work_id, key) DO UPDATE SET source_hash = EXCLUDED.source_hash, code = EXCLUDED.code,"
                + " reason = EXCLUDED.reason, characters = EXCLUDED.characters, tokens = EXCLUDED.tokens,"
                + " \"at\" = EXCLUDED.\"at\"");
    }

    /** Last, since all workers write this row. Every ten seconds it is seen how fast they are, all together. */
    private void count(EmbeddedPage page, long written) throws SQLException {
        long done = written + page.page().settled();
        connection.execute("UPDATE " + tables.work() + " SET rows_done = rows_done + " + done
                + ", rows_skipped = rows_skipped + "
                + page.page().skipped() + ", tokens = tokens + " + page.cost().tokens() + ", usd = usd + "
                + page.cost().usd().toPlainString() + ", " + RATE.formatted(done) + " WHERE id = " + work.id());
    }
}
