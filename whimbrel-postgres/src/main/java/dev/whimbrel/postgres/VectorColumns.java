package dev.whimbrel.postgres;

import dev.whimbrel.migration.ObjectKind;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the columns of pgvector's types in the tables that migrations promise. */
final class VectorColumns {

    /** The operators by which an index on the column orders; without one, that of the straight distance. */
    private static final String COLUMNS = """
            SELECT DISTINCT n.nspname || '.' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
                t.typname, a.atttypmod, coalesce(ordering.operators, ARRAY[format('OPERATOR(%I.<->)', tn.nspname)])
            FROM unnest(?::text[], ?::text[]) AS promised (schema, name)
            JOIN pg_catalog.pg_class AS c ON c.relname = promised.name AND c.relkind IN ('r', 'p')
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = coalesce(promised.schema, n.nspname)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid AND t.typname IN ('vector', 'halfvec', 'sparsevec')
            JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.typnamespace
            JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
            JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'vector'
            LEFT JOIN LATERAL (
                SELECT array_agg(DISTINCT format('OPERATOR(%I.%s)', opn.nspname, op.oprname)) AS operators
                FROM pg_catalog.pg_index AS i
                JOIN pg_catalog.pg_opclass AS class ON class.oid = ANY (i.indclass)
                JOIN pg_catalog.pg_amop AS member ON member.amopfamily = class.opcfamily AND member.amoppurpose = 'o'
                  AND member.amoplefttype = t.oid AND member.amoprighttype = t.oid
                JOIN pg_catalog.pg_operator AS op ON op.oid = member.amopopr
                JOIN pg_catalog.pg_namespace AS opn ON opn.oid = op.oprnamespace
                WHERE i.indrelid = c.oid AND a.attnum = ANY (i.indkey)) AS ordering ON true
            ORDER BY 1
            """;

    private VectorColumns() {}

    /**
     * A column of vectors.
     *
     * @param name with its table and schema, for people
     * @param type as SQL has it, with its dimension
     * @param kind the type's own name
     * @param dimension zero if the column takes any
     * @param operators the distances that are asked for, as SQL has them
     */
    record VectorColumn(String name, String type, String kind, int dimension, List<String> operators) {}

    static List<VectorColumn> of(List<PromisedObject> promised, PostgresSession session) throws SQLException {
        List<String> tables = promised.stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .map(PromisedObject::name)
                .toList();
        @Nullable Object[] schemas = tables.stream().map(PostgresSql::schema).toArray();
        Object[] names = tables.stream().map(PostgresSql::unqualified).toArray();
        List<VectorColumn> columns = new ArrayList<>();
        try (PreparedStatement query = session.connection().prepareStatement(COLUMNS)) {
            query.setArray(1, session.connection().createArrayOf("text", schemas));
            query.setArray(2, session.connection().createArrayOf("text", names));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new VectorColumn(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            Math.max(0, rows.getInt(4)),
                            List.of((String[]) rows.getArray(5).getArray())));
                }
            }
        }
        return columns;
    }
}
