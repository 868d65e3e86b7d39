package dev.whimbrel.postgres;

import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.WorkDialect;
import dev.whimbrel.database.sql.work.WorkTables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL says it.
 *
 * @param tables where work is remembered
 */
record PostgresDialect(WorkTables tables) implements WorkDialect {

    private static final String ALIVE =
            "EXISTS (SELECT FROM pg_catalog.pg_locks AS held WHERE held.locktype = 'advisory'"
                    + " AND held.classid = " + Workers.LOCK
                    + " AND held.objid = %s AND held.objsubid = 2 AND held.granted"
                    + " AND held.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))";

    static PostgresDialect in(String schema) {
        return new PostgresDialect(new WorkTables(schema));
    }

    @Override
    public String tablesExist() {
        return "SELECT to_regclass(" + literal(tables.work()) + ") IS NOT NULL";
    }

    @Override
    public String literal(@Nullable String text) {
        return PostgresSql.literal(text);
    }

    @Override
    public String key(String value, String type) {
        return literal(value) + "::" + type;
    }

    @Override
    public String text(String expression) {
        return "((" + expression + ")::text)";
    }

    @Override
    public String hash(String text) {
        return "sha256(convert_to(" + text + ", 'UTF8'))";
    }

    @Override
    public String isBlank(String text) {
        return "coalesce(btrim(" + text + ", E' \\t\\n\\r\\f\\v'), '') = ''";
    }

    @Override
    public String hex(String bytes) {
        return "encode(" + bytes + ", 'hex')";
    }

    @Override
    public String bytes(String hex) {
        return "decode(" + literal(hex) + ", 'hex')";
    }

    @Override
    public String norm(Work.Vectors vectors) {
        String norm = vectors.kind().equals("halfvec") ? "l2_norm" : "vector_norm";
        return PostgresSql.qualified(vectors.typeSchema(), norm) + "(" + vectors.vectorColumn() + ")";
    }

    @Override
    public String now() {
        return "clock_timestamp()";
    }

    @Override
    public String ago(int seconds) {
        return "clock_timestamp() - interval '" + seconds + " seconds'";
    }

    @Override
    public String secondsSince(String column) {
        return "extract(epoch FROM clock_timestamp() - " + column + ")";
    }

    @Override
    public String leaseEnd() {
        return "clock_timestamp() + interval '15 minutes'";
    }

    @Override
    public String isAlive(String worker) {
        return ALIVE.formatted(worker);
    }

    @Override
    public String locking() {
        return " FOR UPDATE";
    }

    @Override
    public String lockingFree() {
        return " FOR UPDATE SKIP LOCKED";
    }

    @Override
    public String notesChanges(Work work) {
        return "SELECT count(*) = 2 FROM pg_catalog.pg_trigger WHERE tgrelid = to_regclass("
                + literal(work.table().qualified()) + ") AND tgname IN (" + literal("whimbrel_capture_" + work.id())
                + ", " + literal("whimbrel_truncate_" + work.id()) + ") AND tgenabled <> 'D'";
    }

    @Override
    public String lastChange() {
        return "SELECT last_value FROM " + change();
    }

    @Override
    public Optional<String> show(Work work) {
        return work.vectors().map(vectors -> ActiveView.show(work, vectors, tables));
    }

    @Override
    public Optional<String> hide(Work work) {
        return Optional.of(ActiveView.hide(work, tables));
    }

    /** {@return the sequence that numbers changes of rows} */
    String change() {
        return tables.named("whimbrel_change");
    }

    @Override
    public String note(Work work, String keys) {
        return "INSERT INTO " + tables.queue() + " (work_id, key, seq) SELECT " + work.id() + ", found.key, nextval("
                + literal(change()) + ") FROM (" + keys + ") AS found ON CONFLICT (work_id, key) DO NOTHING";
    }
}
