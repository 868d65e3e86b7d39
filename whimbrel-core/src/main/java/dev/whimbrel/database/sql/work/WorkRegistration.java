package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.VectorIndex;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Enters long work that begins into the registry, in the caller's transaction. */
public record WorkRegistration(SqlCommands commands, WorkDialect dialect) {

    private static final int SQLITE_ERROR = 1;

    /** How the work's own column or table is called, and whether something else has that name already. */
    public record Naming(String name, String target) {}

    /** {@return what readers find the vectors by, and where they go: beside older ones that have the name} */
    public Naming naming(Migration migration, EmbeddingWork work, WorkTable table) throws SQLException {
        String name = work.target().place() == Place.COLUMN
                ? table.name() + "." + work.target().name()
                : work.target().name();
        boolean isTaken = new WorkRegistry(commands, dialect).isThere()
                && commands.number("SELECT count(*) FROM " + dialect.tables().work() + " WHERE name = "
                                + dialect.literal(name) + " AND relation IS NOT NULL AND state <> 'CONTRACTED'")
                        > 0;
        String suffix = isTaken ? "_v" + Work.version(migration).replaceAll("[^A-Za-z0-9]", "_") : "";
        return new Naming(name, work.target().name() + suffix);
    }

    /** {@return by what near is measured} */
    public static String metric(EmbeddingWork work) {
        return work.index()
                .map(VectorIndex::distance)
                .map(distance -> distance.name().toLowerCase(Locale.ROOT))
                .orElse("cosine");
    }

    /** {@return the number of a profile, which is there from now on} */
    public long profile(Profile profile) throws SQLException {
        String hash = dialect.literal(profile.hash().hex());
        commands.execute("INSERT INTO " + dialect.tables().profile()
                + " (hash, canonical, model, dimension, metric, query_prefix) VALUES (" + hash + ", "
                + dialect.literal(profile.canonical()) + ", " + dialect.literal(profile.model()) + ", "
                + profile.dimension() + ", "
                + dialect.literal(profile.metric().name().toLowerCase(Locale.ROOT)) + ", "
                + dialect.literal(profile.prefixes().query()) + ") ON CONFLICT (hash) DO NOTHING");
        return commands.number("SELECT id FROM " + dialect.tables().profile() + " WHERE hash = " + hash);
    }

    /** Enter an embedding. {@return it as the registry has it} */
    public Work register(Migration migration, String name, WorkTable table, int batch, Vectors vectors)
            throws SQLException {
        return insert(migration, name, table, batch, Optional.empty(), Optional.of(vectors));
    }

    /** Enter a change of rows. */
    public Work register(Migration migration, WorkTable table, BackfillWork backfill) throws SQLException {
        return insert(migration, table.name(), table, backfill.batch(), Optional.of(backfill.set()), Optional.empty());
    }

    private Work insert(
            Migration migration,
            String name,
            WorkTable table,
            int batch,
            Optional<String> assignments,
            Optional<Vectors> vectors)
            throws SQLException {
        requireReadable(migration, table, assignments);
        String version = Work.version(migration);
        String values = String.join(
                ", ",
                dialect.literal(version),
                dialect.literal(migration.kind().name()),
                dialect.literal(name),
                dialect.literal(table.schema()),
                dialect.literal(table.name()),
                dialect.literal(table.key()),
                dialect.literal(table.keyType()),
                dialect.literal(table.text().orElse(null)),
                dialect.literal(table.condition().orElse(null)),
                dialect.literal(assignments.orElse(null)),
                String.valueOf(batch),
                vectors.map(this::values).orElse("NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL"));
        long id = commands.number("INSERT INTO " + dialect.tables().work()
                + " (version, kind, name, table_schema, table_name, key_column, key_type, text, condition, assignments,"
                + " batch, place, relation, vector_key, vector_column, hash_column, vector_type, type_schema,"
                + " owns_column, metric, profile_id) VALUES (" + values + ") RETURNING id");
        return new Work(id, version, name, WorkState.STARTED, table, assignments, batch, vectors, false);
    }

    /** Triggers take the definition's SQL as it is: what the database cannot read would fail in the hands of the application. */
    private void requireReadable(Migration migration, WorkTable table, Optional<String> assignments)
            throws SQLException {
        String where = " WHERE " + table.takesPart();
        String command = assignments
                .map(set -> "UPDATE " + table.aliased() + " SET " + set + "\n" + where)
                .orElseGet(() -> "SELECT " + table.text().orElseThrow() + "\n FROM " + table.aliased() + where);
        try {
            commands.query("EXPLAIN " + command, row -> row.getString(1));
        } catch (SQLException e) {
            if (!isAboutTheText(e)) {
                throw e;
            }
            throw WorkImpossible.because(
                    migration.up().name(),
                    "its SQL cannot be run on " + table.name(),
                    String.valueOf(e.getMessage()),
                    assignments.isPresent() ? "correct `set` or `where`" : "correct `text` or `where`");
        }
    }

    /** Not that others are in the way. SQLite tells no SQLSTATE. */
    private static boolean isAboutTheText(SQLException reason) {
        String state = reason.getSQLState();
        return state == null ? reason.getErrorCode() == SQLITE_ERROR : state.startsWith("42");
    }

    private String values(Vectors where) {
        return String.join(
                ", ",
                dialect.literal(where.place().name()),
                dialect.literal(where.relation()),
                dialect.literal(where.key()),
                dialect.literal(where.column()),
                dialect.literal(where.hash()),
                dialect.literal(where.kind()),
                dialect.literal(where.typeSchema()),
                String.valueOf(where.ownsColumn()),
                dialect.literal(where.metric()),
                String.valueOf(where.profile()));
    }
}
