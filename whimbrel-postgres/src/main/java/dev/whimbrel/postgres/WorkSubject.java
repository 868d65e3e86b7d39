package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Finds the table that a definition names, and sees to it that its rows can be found by their key. */
final class WorkSubject {

    private static final List<String> ORDERED = List.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "uuid",
            "text",
            "character varying",
            "character",
            "date",
            "timestamp without time zone",
            "timestamp with time zone");

    private static final String FOUND = """
            SELECT n.nspname, c.relname, c.relkind IN ('r', 'p') AS is_table, format_type(a.atttypid, NULL) AS type,
                a.attnotnull, EXISTS (SELECT FROM pg_catalog.pg_index AS i
                    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
                      AND i.indkey[0] = a.attnum AND i.indpred IS NULL) AS is_unique
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped
            WHERE c.oid = to_regclass(?)
            """;

    private WorkSubject() {}

    /**
     * {@return the table of this work}
     *
     * @throws dev.whimbrel.error.MigrationFailedException if its rows cannot be found one by one in order
     */
    static WorkTable of(Migration migration, PostgresSession session) throws SQLException {
        LongWork work = migration.work().orElseThrow();
        String script = migration.up().name();
        try (PreparedStatement query = session.connection().prepareStatement(FOUND)) {
            query.setString(1, work.key());
            query.setString(2, work.table());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || !row.getBoolean("is_table")) {
                    throw WorkImpossible.noTable(
                            script, work, "neither in a schema that is named nor on the role's search_path");
                }
                requireKey(row, work, script);
                return WorkTable.of(
                        work, row.getString("nspname"), row.getString("relname"), ofAnyLength(row.getString("type")));
            }
        }
    }

    /** Without a length, {@code character} means a single one. */
    private static String ofAnyLength(String type) {
        return type.equals("character") ? "bpchar" : type;
    }

    private static void requireKey(ResultSet row, LongWork work, String script) throws SQLException {
        String type = row.getString("type");
        if (type == null) {
            throw WorkImpossible.noKeyColumn(script, work);
        }
        if (!ORDERED.contains(type) || !row.getBoolean("attnotnull") || !row.getBoolean("is_unique")) {
            throw WorkImpossible.noKey(
                    script,
                    work,
                    "a key is one column, NOT NULL, with a unique index or primary key of its own, of a number, text, uuid"
                            + " or time; this one is " + type + (row.getBoolean("attnotnull") ? "" : ", may be NULL")
                            + (row.getBoolean("is_unique") ? "" : ", is not unique by itself"));
        }
    }
}
