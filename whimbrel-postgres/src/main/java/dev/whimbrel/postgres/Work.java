package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Long work as the database remembers it, and the SQL by which its rows are found.
 *
 * @param table where the rows are
 * @param vectors where vectors go; nothing for other work
 */
record Work(
        long id,
        String version,
        String name,
        WorkState state,
        WorkTable table,
        Optional<String> assignments,
        int batch,
        Optional<Vectors> vectors,
        boolean isActive) {

    /** What of the registry makes a work. */
    static final String COLUMNS = """
            w.id, w.version, w.name, w.state, w.table_schema, w.table_name, w.key_column, w.key_type, w.text, w.condition,
            w.assignments, w.batch, w.place, w.relation, w.vector_key, w.vector_column, w.hash_column, w.vector_type,
            w.type_schema, w.owns_column, w.profile_id, w.metric, w.active, p.dimension, p.canonical
            """;

    /** How the registry is read. */
    static String query(WorkTables tables) {
        return "SELECT " + COLUMNS + ", w.rows_total, w.rows_done, w.rows_skipped, w.tokens, w.usd FROM "
                + tables.work() + " AS w LEFT JOIN " + tables.profile() + " AS p ON p.id = w.profile_id";
    }

    /**
     * A table of rows to be worked on.
     *
     * @param text SQL over a row; nothing for work without texts
     * @param condition which rows take part, in SQL
     */
    record WorkTable(
            String schema, String name, String key, String keyType, Optional<String> text, Optional<String> condition) {

        String qualified() {
            return PostgresSql.qualified(schema, name);
        }

        /** {@return the table under its own name, by which expressions may call it} */
        String aliased() {
            return qualified() + " AS " + PostgresSql.identifier(name);
        }

        String keyColumn() {
            return PostgresSql.identifier(name) + "." + PostgresSql.identifier(key);
        }

        String takesPart() {
            return condition.map(sql -> "(" + sql + "\n)").orElse("true");
        }

        String textOfRow() {
            return "((" + text.orElseThrow() + "\n)::text)";
        }

        /** {@return a key in the type of its column} */
        String literal(String value) {
            return PostgresSql.literal(value) + "::" + keyType;
        }

        /** {@return the rows that take part, as a subquery with the columns k, txt, h and is_empty} */
        String rows(String restriction) {
            String text = textOfRow();
            return "(SELECT " + keyColumn() + " AS k, " + text + " AS txt, sha256(convert_to(" + text
                    + ", 'UTF8')) AS h, coalesce(btrim(" + text + ", E' \\t\\n\\r\\f\\v'), '') = '' AS is_empty FROM "
                    + aliased() + " WHERE " + takesPart() + " AND " + restriction + ")";
        }
    }

    /**
     * Where the vectors of a table are.
     *
     * @param relation quoted
     * @param key the column by which a vector is found
     * @param kind the type's own name
     * @param metric {@code cosine}, {@code l2} or {@code inner_product}
     */
    record Vectors(
            Place place,
            String relation,
            String key,
            String column,
            String hash,
            String kind,
            String typeSchema,
            boolean ownsColumn,
            long profile,
            int dimension,
            String canonical,
            String metric) {

        String type() {
            return plainType() + "(" + dimension + ")";
        }

        String plainType() {
            return PostgresSql.qualified(typeSchema, kind);
        }

        /** {@return the type that travels, whatever is stored} */
        String sentType() {
            return PostgresSql.qualified(typeSchema, "vector") + "(" + dimension + ")";
        }

        String keyColumn() {
            return PostgresSql.identifier(key);
        }

        String vectorColumn() {
            return PostgresSql.identifier(column);
        }

        String hashColumn() {
            return PostgresSql.identifier(hash);
        }

        /** {@return the operator by which near is measured} */
        String operator() {
            String sign =
                    switch (metric) {
                        case "l2" -> "<->";
                        case "inner_product" -> "<#>";
                        default -> "<=>";
                    };
            return "OPERATOR(" + PostgresSql.identifier(typeSchema) + "." + sign + ")";
        }
    }

    static Work read(ResultSet row) throws SQLException {
        WorkTable table = new WorkTable(
                row.getString("table_schema"),
                row.getString("table_name"),
                row.getString("key_column"),
                row.getString("key_type"),
                Optional.ofNullable(row.getString("text")),
                Optional.ofNullable(row.getString("condition")));
        return new Work(
                row.getLong("id"),
                row.getString("version"),
                row.getString("name"),
                WorkState.valueOf(row.getString("state")),
                table,
                Optional.ofNullable(row.getString("assignments")),
                row.getInt("batch"),
                vectors(row),
                row.getBoolean("active"));
    }

    private static Optional<Vectors> vectors(ResultSet row) throws SQLException {
        return row.getString("relation") == null
                ? Optional.empty()
                : Optional.of(new Vectors(
                        Place.valueOf(row.getString("place")),
                        row.getString("relation"),
                        row.getString("vector_key"),
                        row.getString("vector_column"),
                        row.getString("hash_column"),
                        row.getString("vector_type"),
                        row.getString("type_schema"),
                        row.getBoolean("owns_column"),
                        row.getLong("profile_id"),
                        row.getInt("dimension"),
                        row.getString("canonical"),
                        row.getString("metric")));
    }

    Vectors requireVectors() {
        return vectors.orElseThrow();
    }

    boolean isInPlace() {
        return vectors.filter(where -> where.place() == Place.COLUMN).isPresent();
    }

    /** {@return the function that notes changes} */
    String captureFunction(WorkTables tables) {
        return PostgresSql.qualified(tables.schema(), "whimbrel_capture_" + id);
    }
}
