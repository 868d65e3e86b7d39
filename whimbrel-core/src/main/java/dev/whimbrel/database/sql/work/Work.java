package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Long work as the database remembers it.
 *
 * @param table where the rows are
 * @param vectors where vectors go; nothing for other work
 */
public record Work(
        long id,
        String version,
        String name,
        WorkState state,
        WorkTable table,
        Optional<String> assignments,
        int batch,
        Optional<Vectors> vectors,
        boolean isActive) {

    /**
     * A table of rows to be worked on.
     *
     * @param text SQL over a row; nothing for work without texts
     * @param condition which rows take part, in SQL
     */
    public record WorkTable(
            String schema, String name, String key, String keyType, Optional<String> text, Optional<String> condition) {

        /** {@return the table of a definition, as it was found} */
        public static WorkTable of(LongWork work, String schema, String name, String keyType) {
            boolean isEmbedding = work instanceof EmbeddingWork;
            return new WorkTable(
                    schema,
                    name,
                    work.key(),
                    keyType,
                    isEmbedding ? Optional.of(((EmbeddingWork) work).text()) : Optional.empty(),
                    isEmbedding ? ((EmbeddingWork) work).where() : ((BackfillWork) work).where());
        }

        public String qualified() {
            return Quoted.qualified(schema, name);
        }

        /** {@return the table under its own name, by which expressions may call it} */
        public String aliased() {
            return qualified() + " AS " + Quoted.identifier(name);
        }

        public String keyColumn() {
            return Quoted.identifier(name) + "." + Quoted.identifier(key);
        }

        public String takesPart() {
            return condition.map(sql -> "(" + sql + "\n)").orElse("true");
        }
    }

    /**
     * Where the vectors of a table are.
     *
     * @param relation quoted
     * @param key the column by which a vector is found
     * @param kind how vectors are stored, as the database calls it
     * @param typeSchema where that type is
     * @param ownsColumn whether the work made the column
     * @param metric {@code cosine}, {@code l2} or {@code inner_product}
     */
    public record Vectors(
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

        public String keyColumn() {
            return Quoted.identifier(key);
        }

        public String vectorColumn() {
            return Quoted.identifier(column);
        }

        public String hashColumn() {
            return Quoted.identifier(hash);
        }

        /** {@return the same in a column that was there before} */
        public Vectors inColumnOfOthers() {
            return new Vectors(
                    place, relation, key, column, hash, kind, typeSchema, false, profile, dimension, canonical, metric);
        }
    }

    /** {@return the version as the registry has it} */
    public static String version(Migration migration) {
        return migration.id().version().map(Version::toString).orElseThrow();
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

    public Vectors requireVectors() {
        return vectors.orElseThrow();
    }

    public boolean isInPlace() {
        return vectors.filter(where -> where.place() == Place.COLUMN).isPresent();
    }
}
