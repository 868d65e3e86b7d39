package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.postgres.Work.Vectors;
import dev.whimbrel.postgres.Work.WorkTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Claims rows for one worker: first pages that nobody holds any more, then the next page of the snapshot, then rows that have
 * changed. Each claim is a short transaction; no lock outlives it but the worker's own.
 */
final class WorkClaims {

    /** The first half of the advisory locks that workers hold on their own numbers. */
    private static final int WORKERS = 0x57_48_57_4b;

    private static final String ALIVE =
            "EXISTS (SELECT FROM pg_catalog.pg_locks AS held WHERE held.locktype = 'advisory'"
                    + " AND held.classid = " + WORKERS + " AND held.objid = %s AND held.objsubid = 2 AND held.granted"
                    + " AND held.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))";

    private static final String LEASE = "clock_timestamp() + interval '15 minutes'";

    /** Whom a row of the table {@code c} belongs to, if anybody. */
    private static final String IS_FREE =
            "(c.worker IS NULL OR c.lease_until < clock_timestamp() OR NOT " + ALIVE.formatted("c.worker") + ")";

    private final WorkConnection connection;
    private final WorkTables tables;
    private final Work work;
    private final int worker;
    /** The last change that this worker answers for; without it, one who writes fast enough would keep it at work for ever. */
    private Optional<Long> lastChange = Optional.empty();

    WorkClaims(WorkConnection connection, WorkTables tables, Work work, int worker) {
        this.connection = connection;
        this.tables = tables;
        this.work = work;
        this.worker = worker;
    }

    /** {@return the number of a new worker, which holds a lock on it while its connection lives} */
    static int enroll(WorkConnection connection, WorkTables tables) throws SQLException {
        int worker = Math.toIntExact(connection.number("SELECT nextval(" + PostgresSql.literal(tables.worker()) + ")"));
        connection.execute("SELECT pg_advisory_lock(" + WORKERS + ", " + worker + ")");
        return worker;
    }

    Optional<Page> next() throws SQLException {
        Optional<Page> page = abandoned();
        if (page.isEmpty()) {
            page = ofSnapshot();
        }
        return page.isPresent() || work.vectors().isEmpty() ? page : changed();
    }

    private Optional<Page> abandoned() throws SQLException {
        String claim = "UPDATE " + tables.claim() + " SET worker = " + worker + ", lease_until = " + LEASE
                + " WHERE id = (SELECT c.id FROM " + tables.claim() + " AS c WHERE c.work_id = " + work.id() + " AND "
                + IS_FREE + " ORDER BY c.id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, from_key, to_key";
        Optional<Claim> claimed = connection.transaction(() -> connection.first(
                claim,
                row -> new Claim(
                        row.getLong(1), new KeyRange(Optional.ofNullable(row.getString(2)), row.getString(3)))));
        return claimed.isPresent() ? Optional.of(read(claimed.get())) : Optional.empty();
    }

    private record Claim(long id, KeyRange range) {}

    private record Cursor(Optional<String> highWater, Optional<String> key, boolean isCounted) {}

    private Optional<Page> ofSnapshot() throws SQLException {
        Optional<Claim> claimed = connection.transaction(() -> {
            Cursor cursor = connection
                    .first(
                            "SELECT high_water, cursor_key, is_counted FROM " + tables.work() + " WHERE id = "
                                    + work.id() + " AND state = 'STARTED' FOR UPDATE",
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
                "SELECT (" + table.keyColumn() + ")::text FROM " + table.aliased() + " ORDER BY " + table.keyColumn()
                        + " DESC LIMIT 1",
                row -> row.getString(1));
        connection.execute("UPDATE " + tables.work() + " SET is_counted = true, high_water = "
                + PostgresSql.literal(last.orElse(null)) + ", rows_total = (SELECT count(*) FROM " + table.aliased()
                + " WHERE " + table.takesPart() + ") WHERE id = " + work.id());
        return new Cursor(last, Optional.empty(), true);
    }

    private Optional<Claim> advance(Cursor cursor) throws SQLException {
        WorkTable table = work.table();
        String key = table.keyColumn();
        String after = cursor.key()
                .map(last -> key + " > " + table.literal(last) + " AND ")
                .orElse("");
        Optional<String> to = connection.first(
                "SELECT page.k::text FROM (SELECT " + key + " AS k FROM " + table.aliased() + " WHERE " + after + key
                        + " <= "
                        + table.literal(cursor.highWater().orElseThrow()) + " ORDER BY " + key + " LIMIT "
                        + work.batch() + ") AS page ORDER BY page.k DESC LIMIT 1",
                row -> row.getString(1));
        if (to.isEmpty()) {
            return Optional.empty();
        }
        connection.execute("UPDATE " + tables.work() + " SET cursor_key = " + PostgresSql.literal(to.get())
                + " WHERE id = " + work.id());
        long id = connection.number("INSERT INTO " + tables.claim()
                + " (work_id, from_key, to_key, worker, lease_until) VALUES (" + work.id() + ", "
                + PostgresSql.literal(cursor.key().orElse(null)) + ", " + PostgresSql.literal(to.get()) + ", " + worker
                + ", " + LEASE + ") RETURNING id");
        return Optional.of(new Claim(id, new KeyRange(cursor.key(), to.get())));
    }

    private Page read(Claim claim) throws SQLException {
        if (work.vectors().isEmpty()) {
            return new Page(claim.id(), Optional.of(claim.range()), List.of(), 0, 0);
        }
        return page(claim.id(), Optional.of(claim.range()), between(work.table(), claim.range()));
    }

    /** {@return the condition for the rows of a page} */
    static String between(WorkTable table, KeyRange range) {
        String key = table.keyColumn();
        return range.after()
                        .map(after -> key + " > " + table.literal(after) + " AND ")
                        .orElse("") + key + " <= " + table.literal(range.to());
    }

    private record Seen(Row row, boolean isEmpty, boolean isCurrent) {}

    private Page page(long claim, Optional<KeyRange> range, String restriction) throws SQLException {
        Vectors vectors = work.requireVectors();
        List<Seen> seen = connection.query(
                "SELECT src.k::text, src.txt, encode(src.h, 'hex'), src.is_empty, coalesce(v." + vectors.hashColumn()
                        + " = src.h, false) FROM " + work.table().rows(restriction) + " AS src LEFT JOIN "
                        + vectors.relation() + " AS v ON v." + vectors.keyColumn() + " = src.k ORDER BY src.k",
                row -> new Seen(
                        new Row(
                                row.getString(1),
                                0,
                                Optional.ofNullable(row.getString(2)).orElse(""),
                                Optional.ofNullable(row.getString(3)).orElse("")),
                        row.getBoolean(4),
                        row.getBoolean(5)));
        int empty = (int) seen.stream().filter(Seen::isEmpty).count();
        List<Row> rows = seen.stream()
                .filter(row -> !row.isEmpty() && !row.isCurrent())
                .map(Seen::row)
                .toList();
        return new Page(claim, range, rows, seen.size() - empty - rows.size(), empty);
    }

    private record Change(String key, long seq) {}

    /**
     * Rows that have changed. Those that need nothing any more, because they are gone, empty or current, are struck off at
     * once; a page may so be empty.
     */
    private Optional<Page> changed() throws SQLException {
        if (lastChange.isEmpty()) {
            lastChange = connection.first("SELECT last_value FROM " + tables.change(), row -> row.getLong(1));
        }
        List<Change> changes = connection.transaction(() -> connection.query(
                "UPDATE " + tables.queue() + " AS q SET worker = " + worker + ", lease_until = " + LEASE
                        + " FROM (SELECT c.work_id, c.key FROM " + tables.queue() + " AS c WHERE c.work_id = "
                        + work.id() + " AND c.seq <= " + lastChange.orElseThrow() + " AND " + IS_FREE
                        + " ORDER BY c.seq LIMIT " + work.batch()
                        + " FOR UPDATE SKIP LOCKED) AS taken"
                        + " WHERE q.work_id = taken.work_id AND q.key = taken.key RETURNING q.key, q.seq",
                row -> new Change(row.getString(1), row.getLong(2))));
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        String keys = changes.stream()
                .map(change -> work.table().literal(change.key()))
                .collect(Collectors.joining(", "));
        Page page = page(0, Optional.empty(), work.table().keyColumn() + " IN (" + keys + ")");
        List<String> wanted = page.rows().stream().map(Row::key).toList();
        List<Change> settled = new ArrayList<>(changes);
        settled.removeIf(change -> wanted.contains(change.key()));
        settle(settled);
        List<Row> rows = page.rows().stream()
                .map(row -> new Row(row.key(), ticketOf(row, changes), row.text(), row.hash()))
                .toList();
        return Optional.of(new Page(0, Optional.empty(), rows, 0, 0));
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
        String keys = settled.stream()
                .map(change -> work.table().literal(change.key()))
                .collect(Collectors.joining(", "));
        connection.transaction(() -> connection.execute(VectorWrites.removeStale(work, keys)));
        strikeOff(settled.stream()
                .map(change -> new Row(change.key(), change.seq(), "", ""))
                .toList());
    }

    /** Strike off changes that are done, unless the row has changed again. */
    private void strikeOff(List<Row> rows) throws SQLException {
        connection.transaction(() -> connection.execute(VectorWrites.strikeOff(tables, work, rows)));
    }

    boolean isDrained() throws SQLException {
        return connection.number("SELECT (SELECT count(*) FROM " + tables.claim() + " WHERE work_id = " + work.id()
                        + ") + (SELECT count(*) FROM " + tables.queue() + " WHERE work_id = " + work.id()
                        + lastChange.map(last -> " AND seq <= " + last).orElse("") + ")")
                == 0;
    }

    void free(long claim, List<String> keys) throws SQLException {
        connection.execute(
                "UPDATE " + tables.claim() + " SET worker = NULL WHERE id = " + claim + " AND worker = " + worker);
        if (claim == 0 && !keys.isEmpty()) {
            connection.execute("UPDATE " + tables.queue() + " SET worker = NULL WHERE work_id = " + work.id()
                    + " AND worker = " + worker);
        }
    }
}
