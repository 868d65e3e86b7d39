package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.sql.work.Quoted;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the table that a definition names, and sees to it that its rows can be found by their key.
 *
 * @param commands on the database
 */
record WorkSubject(SqlCommands commands) {

    /** A column of a table. {@code affinity} is what SQLite makes of its declared type. */
    record Column(String name, String affinity, boolean isRequired, int positionInKey) {}

    /**
     * {@return the table of this work} Its keys are {@code INTEGER} if they are the table's own row numbers, {@code INT} if
     * not.
     *
     * @throws dev.whimbrel.error.MigrationFailedException if its rows cannot be found one by one in order
     */
    WorkTable of(Migration migration) throws SQLException {
        LongWork work = migration.work().orElseThrow();
        String script = migration.up().name();
        String wanted = work.table().replaceFirst("^main\\.", "");
        String name = commands.first(
                        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'create virtual%'"
                                + " AND name = " + SqliteDialect.SQLITE.literal(wanted) + " COLLATE NOCASE",
                        row -> row.getString(1))
                .orElseThrow(() -> WorkImpossible.noTable(
                        script, work, "no table of the file has that name; virtual tables are none of those meant"));
        List<Column> columns = columns(name);
        Column key = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(work.key()))
                .findFirst()
                .orElseThrow(() -> WorkImpossible.noKeyColumn(script, work));
        boolean isRowNumber = isRowNumber(name, columns, key);
        if (!isRowNumber) {
            requireKey(script, work, name, key, isOnlyKey(columns, key));
        }
        String type = isRowNumber ? "INTEGER" : key.affinity().equals("INTEGER") ? "INT" : key.affinity();
        WorkTable table = WorkTable.of(work, "main", name, type);
        return isRowNumber || key.isRequired() ? table : without(table, key);
    }

    /** A primary key may be NULL in SQLite. Such rows cannot be found by it, so they take no part. */
    private static WorkTable without(WorkTable table, Column key) {
        String isKeyed = Quoted.identifier(key.name()) + " IS NOT NULL";
        return new WorkTable(
                table.schema(),
                table.name(),
                table.key(),
                table.keyType(),
                table.text(),
                Optional.of(table.condition()
                        .map(where -> isKeyed + " AND (" + where + "\n)")
                        .orElse(isKeyed)));
    }

    List<Column> columns(String table) throws SQLException {
        return commands.query(
                "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(" + SqliteDialect.SQLITE.literal(table)
                        + ") WHERE hidden <> 1",
                row -> new Column(row.getString(1), affinity(row.getString(2)), row.getBoolean(3), row.getInt(4)));
    }

    /** The rules of SQLite's documentation, "Determination Of Column Affinity". */
    static String affinity(String declared) {
        String type = declared.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return "INTEGER";
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return "TEXT";
        }
        if (type.isEmpty() || type.contains("BLOB")) {
            return "BLOB";
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? "REAL" : "NUMERIC";
    }

    private static boolean isOnlyKey(List<Column> columns, Column key) {
        return key.positionInKey() == 1 && columns.stream().noneMatch(column -> column.positionInKey() > 1);
    }

    /** SQLite keeps no index for a key that is the row's number itself. */
    private boolean isRowNumber(String table, List<Column> columns, Column key) throws SQLException {
        String indexed = "SELECT count(*) FROM pragma_index_list(" + SqliteDialect.SQLITE.literal(table)
                + ") WHERE origin = 'pk'";
        return isOnlyKey(columns, key) && key.affinity().equals("INTEGER") && commands.number(indexed) == 0;
    }

    private void requireKey(String script, LongWork work, String table, Column key, boolean isPrimary)
            throws SQLException {
        boolean isOrdered = List.of("INTEGER", "TEXT", "NUMERIC").contains(key.affinity());
        boolean isUnique = isPrimary || isUnique(table, key);
        if (!isOrdered || !isUnique || !(key.isRequired() || isPrimary)) {
            throw WorkImpossible.noKey(
                    script,
                    work,
                    "a key is the primary key or another column with a unique index of its own and NOT NULL, of whole numbers"
                            + " or text; this one has the affinity " + key.affinity()
                            + (isUnique ? "" : ", is not unique by itself")
                            + (key.isRequired() || isPrimary ? "" : ", may be NULL"));
        }
        String name = Quoted.identifier(key.name());
        long odd = commands.number("SELECT count(*) FROM (SELECT 1 FROM " + Quoted.identifier(table) + " WHERE typeof("
                + name + ") IN ('real', 'blob') LIMIT 1)");
        if (odd > 0) {
            throw WorkImpossible.noKey(
                    script, work, "some of its values are fractions or binary; a key is a whole number or text");
        }
    }

    private boolean isUnique(String table, Column key) throws SQLException {
        return commands.number("SELECT count(*) FROM pragma_index_list(" + SqliteDialect.SQLITE.literal(table)
                        + ") AS i WHERE i.\"unique\" AND NOT i.partial AND (SELECT group_concat(c.name) FROM"
                        + " pragma_index_info(i.name) AS c) = " + SqliteDialect.SQLITE.literal(key.name()))
                > 0;
    }
}
