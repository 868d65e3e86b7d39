package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.WorkDialect;
import dev.whimbrel.database.sql.work.WorkTables;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How SQLite says it. There are no row locks: whoever has begun to write is alone. What SQLite cannot compute, as SHA-256, are
 * functions of our own connections ({@link WorkFunctions}); triggers, which run on connections of others, use none of them.
 */
record SqliteDialect() implements WorkDialect {

    static final SqliteDialect SQLITE = new SqliteDialect();

    private static final WorkTables TABLES = new WorkTables("main");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    @Override
    public WorkTables tables() {
        return TABLES;
    }

    @Override
    public String tablesExist() {
        return "SELECT count(*) > 0 FROM main.sqlite_master WHERE type = 'table' AND name = 'whimbrel_work'";
    }

    @Override
    public String literal(@Nullable String text) {
        return text == null ? "NULL" : "'" + text.replace("'", "''").replace("\0", "") + "'";
    }

    /** A column that prefers numbers compares a number in digits as one; anything else in it is text. */
    @Override
    public String key(String value, String type) {
        return !type.equals("TEXT") && WHOLE_NUMBER.matcher(value).matches() ? value : literal(value);
    }

    @Override
    public String text(String expression) {
        return "CAST((" + expression + ") AS TEXT)";
    }

    @Override
    public String hash(String text) {
        return WorkFunctions.SHA256 + "(" + text + ")";
    }

    @Override
    public String isBlank(String text) {
        return "coalesce(trim(" + text + ", char(32, 9, 10, 11, 12, 13)), '') = ''";
    }

    @Override
    public String hex(String bytes) {
        return "lower(hex(" + bytes + "))";
    }

    @Override
    public String bytes(String hex) {
        return "X'" + hex + "'";
    }

    @Override
    public String norm(Work.Vectors vectors) {
        return WorkFunctions.NORM + "(" + vectors.vectorColumn() + ")";
    }

    @Override
    public String now() {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    }

    @Override
    public String ago(int seconds) {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-" + seconds + " seconds')";
    }

    @Override
    public String secondsSince(String column) {
        return "((julianday('now') - julianday(" + column + ")) * 86400)";
    }

    @Override
    public String leaseEnd() {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+15 minutes')";
    }

    @Override
    public String isAlive(String worker) {
        return WorkFunctions.IS_ALIVE + "(" + worker + ")";
    }

    @Override
    public String locking() {
        return "";
    }

    @Override
    public String lockingFree() {
        return "";
    }

    @Override
    public String notesChanges(Work work) {
        return "SELECT count(*) = " + (work.isInPlace() ? 2 : 3) + " FROM main.sqlite_master WHERE type = 'trigger' AND"
                + " tbl_name = " + literal(work.table().name()) + " COLLATE NOCASE AND name IN ("
                + CaptureTriggers.names(work).map(this::literal).collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public String lastChange() {
        return "SELECT coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE name = 'whimbrel_queue'";
    }

    @Override
    public String note(Work work, String keys) {
        return "INSERT INTO " + TABLES.queue() + " (work_id, key) SELECT " + work.id() + ", found.key FROM (" + keys
                + ") AS found WHERE true ON CONFLICT (work_id, key) DO NOTHING";
    }
}
