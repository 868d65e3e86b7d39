package dev.whimbrel.postgres;

import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.sql.work.RecallProbe;
import dev.whimbrel.database.sql.work.SqlBackfills;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.SqlWorkSession;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.WorkConnection;
import dev.whimbrel.database.sql.work.WorkRegistry;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.VectorIndex;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Long work on PostgreSQL. */
final class PostgresBackfills extends SqlBackfills {

    private final PostgresConnector connector;
    private final PostgresSession session;
    private final PostgresHistory history;

    PostgresBackfills(PostgresConnector connector, PostgresSession session, PostgresHistory history) {
        this.connector = connector;
        this.session = session;
        this.history = history;
    }

    @Override
    protected boolean isReachable() throws SQLException {
        return session.facts().schema() != null;
    }

    /** Safe for several threads once it was asked: what it needs is remembered. */
    @Override
    protected PostgresDialect dialect() throws SQLException {
        return PostgresDialect.in(
                Objects.requireNonNull(session.facts().schema(), "a database without a schema is refused"));
    }

    @Override
    protected SqlCommands session() throws SQLException {
        return new SqlCommands(session.connection());
    }

    /** The application may have no more than one connection to lend. */
    @Override
    protected PostgresWorkConnection connect() throws SQLException {
        session.facts();
        session.rest();
        return PostgresWorkConnection.open(connector);
    }

    @Override
    protected Optional<RecallProbe> probe(WorkConnection connection, Work work) {
        return Optional.of(new IndexRecall(connection, work));
    }

    @Override
    protected RuntimeException refused(SQLException reason) {
        return PostgresErrors.refused(connector, reason);
    }

    @Override
    public TableSurvey survey(Migration migration, Optional<Profile> profile) {
        Optional<WorkStatus> begun = begun(migration);
        return attempt(() -> {
            String schema = session.facts().schema();
            PostgresDialect dialect = PostgresDialect.in(schema == null ? "public" : schema);
            try {
                return new PostgresSurvey(session, dialect, migration, begun).of(profile);
            } finally {
                session.rollback();
            }
        });
    }

    @Override
    public WorkSession open(Migration migration) {
        return attempt(() -> {
            PostgresWorkConnection connection = connect();
            try {
                Work work = require(connection, migration);
                return new SqlWorkSession(
                        connection,
                        dialect(),
                        work,
                        Workers.enroll(connection, dialect().tables()),
                        StagedVectors.on(connection, dialect(), work),
                        new ServerPressure(connection, work),
                        this::refused);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        });
    }

    @Override
    public boolean lacksIndex(Migration migration) {
        Optional<VectorIndex> index = index(migration);
        return index.isPresent()
                && attempt(() -> {
                    try {
                        Work work = new WorkRegistry(session(), dialect()).require(Work.version(migration));
                        return !new VectorIndexBuild(session, connector, work, index.get(), words -> {}).isDone();
                    } finally {
                        session.rollback();
                    }
                });
    }

    @Override
    public void buildIndex(Migration migration, Consumer<String> progress) {
        Optional<VectorIndex> index = index(migration);
        if (index.isPresent()) {
            try (PostgresSession building = new PostgresSession(connector)) {
                Work work = require(migration);
                session.rest();
                new VectorIndexBuild(building, connector, work, index.get(), progress)
                        .run(migration.up().name());
            } catch (SQLException e) {
                throw refused(e);
            }
        }
    }

    private static Optional<VectorIndex> index(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding ? embedding.index() : Optional.empty();
    }

    @Override
    public boolean complete(Migration migration, Duration wait) {
        return attempt(() -> {
            String schema = dialect().tables().schema();
            try (PostgresLock lock = PostgresLock.take(session, connector, schema, wait, (database, holder) -> {})) {
                boolean isBegun = history.read().isUnderWay(migration);
                if (isBegun) {
                    Work work = new WorkRegistry(session(), dialect()).require(Work.version(migration));
                    session.execute("BEGIN; " + lock.guard() + "; " + completion(dialect(), migration) + "; "
                            + history.insertion(Attempt.of(migration, migration.up(), Outcome.APPLIED, 1)) + "; "
                            + dialect().show(work).map(show -> show + "; ").orElse("") + "COMMIT");
                }
                return isBegun;
            } catch (SQLException e) {
                session.rollback();
                throw e;
            }
        });
    }

    @Override
    protected void remove(Work work) throws SQLException {
        try {
            session.execute("BEGIN; SET LOCAL lock_timeout = '2s'");
            VectorRemoval.removal(new SqlCommands(session.connection()), dialect())
                    .contract(work);
            session.execute("COMMIT");
        } catch (SQLException e) {
            session.rollback();
            throw e;
        }
    }
}
