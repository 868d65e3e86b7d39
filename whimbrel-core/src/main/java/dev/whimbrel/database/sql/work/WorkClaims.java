package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Claims rows for one worker: first pages that nobody holds any more, then the next page of the snapshot, then rows that have
 * changed. Each claim is a short transaction; no lock outlives it but the worker's own. A claim that a database has forgotten
 * when it comes back is as if it had never been made: what was written for it came later, and is forgotten with it.
 */
final class WorkClaims {

    private final WorkConnection connection;
    private final WorkDialect dialect;
    private final WorkTables tables;
    private final Work work;
    private final WorkRows rows;
    private final int worker;
    /** Whom a row of the table {@code c} belongs to, if anybody. */
    private final String isFree;
    /** The last change that this worker answers for; without it, one who writes fast enough would keep it at work for ever. */
    private Optional<Long> lastChange = Optional.empty();

    /** @param worker its number, which it holds while it lives */
    WorkClaims(WorkConnection connection, WorkDialect dialect, Work work, int worker) {
        this.connection = connection;
        this.dialect = dialect;
        this.tables = dialect.tables();
        this.work = work;
        this.rows = WorkRows.of(work, dialect);
        this.worker = worker;
        this.isFree = "(c.worker IS NULL OR c.lease_until < " + dialect.now() + " OR NOT " + dialect.isAlive("c.worker")
                + ")";
    }

    Optional<Page> next() throws SQLException {
        Optional<Page> page = abandoned();
        if (page.isEmpty()) {
            page = ofSnapshot();
        }
        return page.isPresent() || work.vectors().isEmpty() ? page : changed();
    }

    private Optional<Page> abandoned() throws SQLException {
        String claim = "UPDATE " + tables.claim() + " SET worker = " + worker + ", lease_until = " + dialect.leaseEnd()
                + " WHERE id = (SELECT c.id FROM " + tables.claim() + " AS c WHERE c.work_id = " + work.id() + " AND "
                + isFree + " ORDER BY c.id LIMIT 1" + dialect.lockingFree() + ") RETURNING id, from_key, to_key";
        Optional<Claim> claimed = connection.losableTransaction(() -> connection.first(
                claim,
                row -> new Claim(
                        row.getLong(1), new KeyRange(Optional.ofNullable(row.getString(2)), row.getString(3)))));
        return claimed.isPresent() ? Optional.of(read(claimed.get())) : Optional.empty();
    }

    private record Claim(long id, KeyRange range) {}

    private record Cursor(Optional<String> highWater, Optional<String> key, boolean isCounted) {}

    private Optional<Page> ofSnapshot() throws SQLException {
        Optional<Claim> claimed = connection.losableTransaction(() -> {
            Cursor cursor = connection
                    .first(
                            "SELECT high_water, cursor_key, is_counted FROM " + tables.work() + " WHERE id = "
                                    + work.id() + " AND state = 'STARTED'" + dialect.locking(),
                            row -> new Cursor(
                                    Optional.ofNullable(row.getString(1)),
                                    Optional.ofNullable(row.getString(2)),
                                    row.getBoolean(3)))
                    .orElse(new Cursor(Optional.empty(), Optional.empty(), true));
            if (!cursor.isCounted()) {
                cursor = begin();
            }
            return cursor.highWater().isEmpty() ? Optional.empty() : advance(cursor);
        });
        return claimed.isPresent() ? Optional.of(read(claimed.get())) : Optional.empty();
    }

    /** The snapshot ends at what is the last key now, when the triggers are there for all that comes after. */
    private Cursor begin() throws SQLException {
        WorkTable table = work.table();
        Optional<String> last = connection.first(
                "SELECT " + dialect.text(table.keyColumn()) + " FROM " + table.aliased() + " ORDER BY "
                        + table.keyColumn() + " DESC LIMIT 1",
                row -> row.getString(1));
        connection.execute("UPDATE " + tables.work() + " SET is_counted = true, high_water = "
                + dialect.literal(last.orElse(null)) + ", rows_total = (SELECT count(*) FROM " + table.aliased()
                + " WHERE " + table.takesPart() + ") WHERE id = " + work.id());
        return new Cursor(last, Optional.empty(), true);
    }

    private Optional<Claim> advance(Cursor cursor) throws SQLException {
        WorkTable table = work.table();
        String key = table.keyColumn();
        String restriction =
                rows.between(new KeyRange(cursor.key(), cursor.highWater().orElseThrow()));
        Optional<String> to = connection.first(
                "SELECT " + dialect.text("page.k") + " FROM (SELECT " + key + " AS k FROM " + table.aliased()
                        + " WHERE " + restriction + " ORDER BY " + key + " LIMIT " + work.batch()
                        + ") AS page ORDER BY page.k DESC LIMIT 1",
                row -> row.getString(1));
        if (to.isEmpty()) {
            return Optional.empty();
        }
        connection.executeAlong("UPDATE " + tables.work() + " SET cursor_key = " + dialect.literal(to.get())
                + " WHERE id = " + work.id());
        long id = connection.number("INSERT INTO " + tables.claim()
                + " (work_id, from_key, to_key, worker, lease_until) VALUES (" + work.id() + ", "
                + dialect.literal(cursor.key().orElse(null)) + ", " + dialect.literal(to.get()) + ", " + worker + ", "
                + dialect.leaseEnd() + ") RETURNING id");
        return Optional.of(new Claim(id, new KeyRange(cursor.key(), to.get())));
    }

    private Page read(Claim claim) throws SQLException {
        if (work.vectors().isEmpty()) {
            return new Page(claim.id(), Optional.of(claim.range()), List.of(), 0, 0);
        }
        return page(claim.id(), Optional.of(claim.range()), rows.between(claim.range()));
    }

    private record Seen(Row row, boolean isEmpty, boolean isCurrent) {}

    private Page page(long claim, Optional<KeyRange> range, String restriction) throws SQLException {
        Vectors vectors = work.requireVectors();
        List<Seen> seen = connection.query(
                "SELECT " + dialect.text("src.k") + ", src.txt, " + dialect.hex("src.h")
                        + ", src.is_empty, coalesce((SELECT v." + vectors.hashColumn() + " = src.h FROM "
                        + vectors.relation() + " AS v WHERE v." + vectors.keyColumn() + " = src.k), false) FROM "
                        + rows.query(restriction) + " AS src ORDER BY src.k",
                row -> new Seen(
                        new Row(
                                row.getString(1),
                                0,
                                Optional.ofNullable(row.getString(2)).orElse(""),
                                Optional.ofNullable(row.getString(3)).orElse("")),
                        row.getBoolean(4),
                        row.getBoolean(5)));
        int empty = (int) seen.stream().filter(Seen::isEmpty).count();
        List<Row> wanted = seen.stream()
                .filter(row -> !row.isEmpty() && !row.isCurrent())
                .map(Seen::row)
                .toList();
        return new Page(claim, range, wanted, seen.size() - empty - wanted.size(), empty);
    }

    private record Change(String key, long seq) {}

    /**
     * Rows that have changed. Those that need nothing any more, because they are gone, empty or current, are struck off at
     * once; a page may so be empty.
     */
    private Optional<Page> changed() throws SQLException {
        if (lastChange.isEmpty()) {
            lastChange = connection.first(dialect.lastChange(), row -> row.getLong(1));
        }
        List<Change> changes = connection.losableTransaction(() -> connection.query(
                "UPDATE " + tables.queue() + " AS q SET worker = " + worker + ", lease_until = " + dialect.leaseEnd()
                        + " FROM (SELECT c.work_id AS w, c.key AS k FROM " + tables.queue() + " AS c WHERE c.work_id = "
                        + work.id() + " AND c.seq <= " + lastChange.orElseThrow() + " AND " + isFree
                        + " ORDER BY c.seq LIMIT " + work.batch() + dialect.lockingFree() + ") AS taken"
                        + " WHERE q.work_id = taken.w AND q.key = taken.k RETURNING key, seq",
                row -> new Change(row.getString(1), row.getLong(2))));
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        String keys = rows.keys(changes.stream().map(Change::key).toList());
        Page page = page(0, Optional.empty(), work.table().keyColumn() + " IN (" + keys + ")");
        List<String> wanted = page.rows().stream().map(Row::key).toList();
        List<Change> settled = new ArrayList<>(changes);
        settled.removeIf(change -> wanted.contains(change.key()));
        settle(settled);
        List<Row> asked = page.rows().stream()
                .map(row -> new Row(row.key(), ticketOf(row, changes), row.text(), row.hash()))
                .toList();
        return Optional.of(new Page(0, Optional.empty(), asked, 0, 0));
    }

    /** The change that was claimed; a later one keeps its note. */
    private static long ticketOf(Row row, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.key().equals(row.key()))
                .mapToLong(Change::seq)
                .findFirst()
                .orElse(0);
    }

    private void settle(List<Change> settled) throws SQLException {
        if (settled.isEmpty()) {
            return;
        }
        String keys = rows.keys(settled.stream().map(Change::key).toList());
        connection.losableTransaction(
                () -> connection.execute(new StaleVectors(work, dialect).removal("IN (" + keys + ")")));
        ChangeNotes notes = new ChangeNotes(connection, dialect, work);
        notes.strikeOff(settled.stream()
                .map(change -> new Row(change.key(), change.seq(), "", ""))
                .toList());
    }

    long total() throws SQLException {
        return connection.number("SELECT rows_total FROM " + tables.work() + " WHERE id = " + work.id());
    }

    boolean isDrained() throws SQLException {
        return connection.number("SELECT (SELECT count(*) FROM " + tables.claim() + " WHERE work_id = " + work.id()
                        + ") + (SELECT count(*) FROM " + tables.queue() + " WHERE work_id = " + work.id()
                        + lastChange.map(last -> " AND seq <= " + last).orElse("") + ")")
                == 0;
    }

    void free(Page page) throws SQLException {
        connection.losableTransaction(() -> connection.execute("UPDATE " + tables.claim()
                + " SET worker = NULL WHERE id = " + page.claim() + " AND worker = " + worker));
        if (page.claim() == 0 && !page.rows().isEmpty()) {
            connection.losableTransaction(() -> connection.execute("UPDATE " + tables.queue()
                    + " SET worker = NULL WHERE work_id = " + work.id() + " AND worker = " + worker));
        }
    }
}
