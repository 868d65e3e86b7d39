package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkState;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.Version;
import dev.whimbrel.plan.Step;
import dev.whimbrel.postgres.Work.Vectors;
import dev.whimbrel.postgres.Work.WorkTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for long work: its entry in the registry, and, for vectors, a column or a table and the triggers that note
 * changes. No row is touched. Runs in the caller's transaction.
 */
final class WorkExpansion {

    private static final String INSERT = """
            INSERT INTO %s (version, kind, name, table_schema, table_name, key_column, key_type, text, condition,
                assignments, batch, place, relation, vector_key, vector_column, hash_column, vector_type, type_schema,
                owns_column, metric, profile_id)
            VALUES (%s) RETURNING id AS whimbrel_id
            """;

    private static final String COLUMN = """
            SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute AS a
            WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND NOT a.attisdropped
            """;

    private final PostgresSession session;
    private final WorkTables tables;

    WorkExpansion(PostgresSession session, WorkTables tables) {
        this.session = session;
        this.tables = tables;
    }

    void begin(Step step) throws SQLException {
        session.execute("SET LOCAL client_min_messages = 'warning'; " + tables.create());
        Migration migration = step.migration();
        WorkTable table = WorkSubject.of(migration, session);
        LongWork work = migration.work().orElseThrow();
        if (work instanceof EmbeddingWork embedding) {
            expand(migration, embedding, table, step.profile().orElseThrow());
        } else {
            BackfillWork backfill = (BackfillWork) work;
            register(migration, table, table.name(), Optional.of(backfill.set()), work.batch(), Optional.empty());
        }
    }

    private void expand(Migration migration, EmbeddingWork work, WorkTable table, Profile profile) throws SQLException {
        String script = migration.up().name();
        VectorExtension extension = VectorExtension.require(session, script);
        extension.requireAble(work, profile.dimension(), script);
        String name = name(work, table);
        boolean isFirst = number("SELECT count(*) AS whimbrel_id FROM " + tables.work() + " WHERE name = "
                        + PostgresSql.literal(name) + " AND relation IS NOT NULL AND state <> 'CONTRACTED'")
                == 0;
        Vectors vectors = place(migration, work, table, profile, extension, isFirst);
        long id = register(migration, table, name, Optional.empty(), work.batch(), Optional.of(vectors));
        Work registered = new Work(
                id,
                version(migration),
                name,
                WorkState.STARTED,
                table,
                Optional.empty(),
                work.batch(),
                Optional.of(vectors),
                false);
        session.execute(CaptureTriggers.create(registered, tables));
    }

    /** {@return what readers find the vectors by} */
    static String name(EmbeddingWork work, WorkTable table) {
        return work.target().place() == Place.COLUMN
                ? table.name() + "." + work.target().name()
                : work.target().name();
    }

    private Vectors place(
            Migration migration,
            EmbeddingWork work,
            WorkTable table,
            Profile profile,
            VectorExtension extension,
            boolean isFirst)
            throws SQLException {
        boolean isColumn = work.target().place() == Place.COLUMN;
        String target = target(migration, work, isFirst);
        String written = PostgresSql.unqualified(target);
        String schema = Optional.ofNullable(PostgresSql.schema(target)).orElse(table.schema());
        String column = isColumn ? target : "embedding";
        Vectors vectors = new Vectors(
                work.target().place(),
                isColumn ? table.qualified() : PostgresSql.qualified(schema, written),
                table.key(),
                column,
                isColumn ? column + "_hash" : "source_hash",
                work.type() == VectorType.HALFVEC ? "halfvec" : "vector",
                extension.schema(),
                true,
                profileId(profile),
                profile.dimension(),
                profile.canonical(),
                work.index()
                        .map(VectorIndex::distance)
                        .map(distance -> distance.name().toLowerCase(Locale.ROOT))
                        .orElse("cosine"));
        return isColumn ? addColumns(migration, table, vectors) : createTable(table, vectors);
    }

    /** {@return the name of the column or table} The vectors of a second model go beside those of the first. */
    static String target(Migration migration, EmbeddingWork work, boolean isFirst) {
        String suffix = isFirst ? "" : "_v" + version(migration).replaceAll("[^A-Za-z0-9]", "_");
        return work.target().name() + suffix;
    }

    private Vectors createTable(WorkTable table, Vectors vectors) throws SQLException {
        session.execute("CREATE TABLE " + vectors.relation() + " (" + vectors.keyColumn() + " " + table.keyType()
                + " PRIMARY KEY REFERENCES " + table.qualified() + " (" + PostgresSql.identifier(table.key())
                + ") ON UPDATE CASCADE ON DELETE CASCADE, " + vectors.vectorColumn() + " " + vectors.type()
                + " NOT NULL, " + vectors.hashColumn() + " bytea NOT NULL, profile_id bigint NOT NULL REFERENCES "
                + tables.profile() + ", embedded_at timestamptz NOT NULL DEFAULT clock_timestamp())");
        return vectors;
    }

    /** A column that an earlier migration made is taken as it is, and stays when the work is reverted. */
    private Vectors addColumns(Migration migration, WorkTable table, Vectors vectors) throws SQLException {
        Optional<String> existing = column(table, vectors.column());
        String wanted = vectors.kind() + "(" + vectors.dimension() + ")";
        boolean fits = existing.filter(type -> PostgresSql.unqualified(type).equals(wanted)
                        || PostgresSql.unqualified(type).equals(vectors.kind()))
                .isPresent();
        if (existing.isPresent() && !fits) {
            throw WorkImpossible.because(
                    migration.up().name(),
                    "column " + vectors.column() + " of " + table.name() + " is there already, as " + existing.get(),
                    "the model's vectors are " + wanted,
                    "name another column, or take a model of that dimension");
        }
        String add = existing.isPresent()
                ? ""
                : "ALTER TABLE " + table.qualified() + " ADD COLUMN " + vectors.vectorColumn() + " " + vectors.type()
                        + "; ";
        session.execute(add + "ALTER TABLE " + table.qualified() + " ADD COLUMN " + vectors.hashColumn() + " bytea");
        return existing.isEmpty()
                ? vectors
                : new Vectors(
                        vectors.place(),
                        vectors.relation(),
                        vectors.key(),
                        vectors.column(),
                        vectors.hash(),
                        vectors.kind(),
                        vectors.typeSchema(),
                        false,
                        vectors.profile(),
                        vectors.dimension(),
                        vectors.canonical(),
                        vectors.metric());
    }

    private Optional<String> column(WorkTable table, String column) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(COLUMN)) {
            query.setString(1, table.qualified());
            query.setString(2, column);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private long profileId(Profile profile) throws SQLException {
        session.execute("INSERT INTO " + tables.profile()
                + " (hash, canonical, model, dimension, metric, query_prefix) VALUES ("
                + PostgresSql.literal(profile.hash().hex()) + ", " + PostgresSql.literal(profile.canonical()) + ", "
                + PostgresSql.literal(profile.model()) + ", " + profile.dimension() + ", "
                + PostgresSql.literal(profile.metric().name().toLowerCase(Locale.ROOT)) + ", "
                + PostgresSql.literal(profile.prefixes().query()) + ") ON CONFLICT (hash) DO NOTHING");
        return number("SELECT id AS whimbrel_id FROM " + tables.profile() + " WHERE hash = "
                + PostgresSql.literal(profile.hash().hex()));
    }

    private long register(
            Migration migration,
            WorkTable table,
            String name,
            Optional<String> assignments,
            int batch,
            Optional<Vectors> vectors)
            throws SQLException {
        String values = String.join(
                ", ",
                text(version(migration)),
                text(migration.kind().name()),
                text(name),
                text(table.schema()),
                text(table.name()),
                text(table.key()),
                text(table.keyType()),
                text(table.text().orElse(null)),
                text(table.condition().orElse(null)),
                text(assignments.orElse(null)),
                String.valueOf(batch),
                vectors.map(where -> String.join(
                                ", ",
                                text(where.place().name()),
                                text(where.relation()),
                                text(where.key()),
                                text(where.column()),
                                text(where.hash()),
                                text(where.kind()),
                                text(where.typeSchema()),
                                String.valueOf(where.ownsColumn()),
                                text(where.metric()),
                                String.valueOf(where.profile())))
                        .orElse("NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL"));
        return number(INSERT.formatted(tables.work(), values));
    }

    private static String text(@Nullable String value) {
        return PostgresSql.literal(value);
    }

    private long number(String sql) throws SQLException {
        return session.execute(sql, "whimbrel_id").get(0);
    }

    /** {@return the version as the registry has it} */
    static String version(Migration migration) {
        return migration.id().version().map(Version::toString).orElseThrow();
    }
}
