package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRegistration;
import dev.whimbrel.database.sql.work.WorkRegistration.Naming;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.BackfillWork;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.plan.Step;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes room for long work: its entry in the registry, and, for vectors, a column or a table and the triggers that note
 * changes. No row is touched. Runs in the caller's transaction.
 */
final class WorkExpansion {

    private static final String COLUMN = """
            SELECT format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute AS a
            WHERE a.attrelid = to_regclass(?) AND a.attname = ? AND NOT a.attisdropped
            """;

    private final PostgresSession session;
    private final PostgresDialect dialect;
    private final WorkRegistration registration;

    WorkExpansion(PostgresSession session, PostgresDialect dialect) throws SQLException {
        this.session = session;
        this.dialect = dialect;
        this.registration = new WorkRegistration(new SqlCommands(session.connection()), dialect);
    }

    void begin(Step step) throws SQLException {
        session.execute("SET LOCAL client_min_messages = 'warning'; "
                + WorkTablesDefinition.create(dialect.tables().schema()));
        Migration migration = step.migration();
        WorkTable table = WorkSubject.of(migration, session);
        LongWork work = migration.work().orElseThrow();
        if (work instanceof EmbeddingWork embedding) {
            expand(migration, embedding, table, step.profile().orElseThrow());
        } else {
            registration.register(migration, table, (BackfillWork) work);
        }
    }

    private void expand(Migration migration, EmbeddingWork work, WorkTable table, Profile profile) throws SQLException {
        String script = migration.up().name();
        VectorExtension extension = VectorExtension.require(session, script);
        extension.requireAble(work, profile.dimension(), script);
        Naming naming = registration.naming(migration, work, table);
        Vectors vectors = vectors(work, table, profile, extension, naming.target());
        Vectors placed = work.target().place() == Place.COLUMN
                ? addColumns(migration, table, vectors)
                : createTable(table, vectors);
        Work registered = registration.register(migration, naming.name(), table, work.batch(), placed);
        if (work.view().isPresent()) {
            new ActiveView(new SqlCommands(session.connection()), dialect.tables())
                    .note(migration, registered, work.view().get());
        }
        session.execute(CaptureTriggers.create(registered, dialect));
    }

    private Vectors vectors(
            EmbeddingWork work, WorkTable table, Profile profile, VectorExtension extension, String target)
            throws SQLException {
        boolean isColumn = work.target().place() == Place.COLUMN;
        String column = isColumn ? target : "embedding";
        String schema = Optional.ofNullable(PostgresSql.schema(target)).orElse(table.schema());
        return new Vectors(
                work.target().place(),
                isColumn ? table.qualified() : PostgresSql.qualified(schema, PostgresSql.unqualified(target)),
                table.key(),
                column,
                isColumn ? column + "_hash" : "source_hash",
                work.type() == VectorType.HALFVEC ? "halfvec" : "vector",
                extension.schema(),
                true,
                registration.profile(profile),
                profile.dimension(),
                profile.canonical(),
                WorkRegistration.metric(work));
    }

    private Vectors createTable(WorkTable table, Vectors vectors) throws SQLException {
        session.execute("CREATE TABLE " + vectors.relation() + " (" + vectors.keyColumn() + " " + table.keyType()
                + " PRIMARY KEY REFERENCES " + table.qualified() + " (" + PostgresSql.identifier(table.key())
                + ") ON UPDATE CASCADE ON DELETE CASCADE, " + vectors.vectorColumn() + " "
                + VectorTypes.stored(vectors) + " NOT NULL, " + vectors.hashColumn()
                + " bytea NOT NULL, profile_id bigint NOT NULL CHECK (profile_id = " + vectors.profile()
                + "), embedded_at timestamptz NOT NULL DEFAULT clock_timestamp())");
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
            throw WorkImpossible.columnTaken(
                    migration.up().name(), table.name(), vectors.column(), existing.get(), wanted);
        }
        String alter = "ALTER TABLE " + table.qualified() + " ADD COLUMN ";
        if (existing.isEmpty()) {
            session.execute(alter + PostgresSql.identifier(vectors.column()) + " " + VectorTypes.stored(vectors));
        }
        session.execute(alter + PostgresSql.identifier(vectors.hash()) + " bytea");
        return existing.isEmpty() ? vectors : vectors.inColumnOfOthers();
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
}
