package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.AppliedMigration;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.postgres.PostgresSession.Facts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Long work on PostgreSQL. */
final class PostgresBackfills implements Backfills {

    private final PostgresConnector connector;
    private final PostgresSession session;
    private final PostgresHistory history;

    PostgresBackfills(PostgresConnector connector, PostgresSession session, PostgresHistory history) {
        this.connector = connector;
        this.session = session;
        this.history = history;
    }

    @Override
    public List<WorkStatus> works() {
        return session(() -> session.facts().schema() == null)
                ? List.of()
                : session(() -> WorkRegistry.statuses(session.connection(), tables()));
    }

    @Override
    public TableSurvey survey(Migration migration, Optional<Profile> profile) {
        Optional<WorkStatus> begun = works().stream()
                .filter(work -> MigrationId.of(work.version()).equals(migration.id()))
                .findFirst();
        return session(() -> {
            try {
                return new TableSurveyor(session, migration, begun).survey(profile);
            } finally {
                session.rollback();
            }
        });
    }

    @Override
    public WorkSession open(Migration migration) {
        try {
            session.rest();
            return PostgresWorkSession.open(connector, tables(), WorkExpansion.version(migration));
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    @Override
    public long sweep(Migration migration) {
        return connected(connection -> {
            Work work = require(connection, migration);
            return work.vectors().isEmpty() ? 0L : Sweep.of(work, tables()).run(connection);
        });
    }

    @Override
    public void buildIndex(Migration migration, Consumer<String> progress) {
        Optional<VectorIndex> index = index(migration);
        if (index.isPresent()) {
            try (PostgresSession building = new PostgresSession(connector)) {
                Work work = connected(connection -> require(connection, migration));
                new VectorIndexBuild(building, connector, work, index.get(), progress)
                        .run(migration.up().name());
            } catch (SQLException e) {
                throw PostgresErrors.refused(connector, e);
            }
        }
    }

    private static Optional<VectorIndex> index(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding ? embedding.index() : Optional.empty();
    }

    @Override
    public GateReport gate(Migration migration) {
        return migration.work().orElseThrow() instanceof EmbeddingWork embedding
                ? connected(connection ->
                        new EmbeddingGate(connection, tables(), require(connection, migration)).measure(embedding))
                : GateReport.NONE;
    }

    @Override
    public boolean complete(Migration migration, Duration wait) {
        return session(() -> {
            String schema = tables().schema();
            try (PostgresLock lock = PostgresLock.take(connector, schema, wait, (database, holder) -> {})) {
                boolean isBegun = history.read()
                        .applied(migration.id())
                        .filter(applied -> isSame(applied, migration))
                        .isPresent();
                if (isBegun) {
                    write(migration, lock);
                }
                return isBegun;
            } catch (SQLException e) {
                session.rollback();
                throw e;
            }
        });
    }

    private static boolean isSame(AppliedMigration applied, Migration migration) {
        return !applied.isComplete() && applied.kind() == migration.kind();
    }

    private void write(Migration migration, PostgresLock lock) throws SQLException {
        String work = tables().work();
        session.execute("BEGIN; " + lock.guard() + "; UPDATE " + work + " AS w SET state = 'READY', finished_at ="
                + " clock_timestamp(), active = relation IS NOT NULL AND NOT EXISTS (SELECT FROM " + work
                + " AS o WHERE o.name = w.name AND o.active), activated_at = CASE WHEN relation IS NOT NULL AND NOT EXISTS"
                + " (SELECT FROM " + work + " AS o WHERE o.name = w.name AND o.active) THEN clock_timestamp() END"
                + " WHERE version = " + PostgresSql.literal(WorkExpansion.version(migration)) + "; "
                + history.insertion(Attempt.of(migration, migration.up(), Outcome.APPLIED, 1)) + "; COMMIT");
    }

    @Override
    public Problems switchTo(Migration migration) {
        return connected(connection -> new ReaderSwitch(connection, tables()).to(require(connection, migration)));
    }

    @Override
    public Problems switchBack(String name) {
        return connected(connection -> new ReaderSwitch(connection, tables()).back(name));
    }

    @Override
    public Problems contract(Migration migration) {
        Work work = connected(connection -> require(connection, migration));
        Problems problems = ReaderSwitch.againstContracting(work);
        if (problems.isEmpty()) {
            session(() -> {
                try {
                    session.execute("BEGIN; SET LOCAL lock_timeout = '2s'");
                    new WorkRemoval(session, tables()).contract(work);
                    session.execute("COMMIT");
                    return true;
                } catch (SQLException e) {
                    session.rollback();
                    throw e;
                }
            });
        }
        return problems;
    }

    private Work require(WorkConnection connection, Migration migration) throws SQLException {
        return WorkRegistry.require(connection, tables(), WorkExpansion.version(migration));
    }

    /** Safe for several threads once it was asked: what it needs is remembered. */
    private WorkTables tables() throws SQLException {
        return new WorkTables(
                Objects.requireNonNull(session.facts().schema(), "a database without a schema is refused"));
    }

    private interface Asking<T> {
        T ask(WorkConnection connection) throws SQLException;
    }

    private <T> T connected(Asking<T> asking) {
        session(() -> {
            Facts facts = session.facts();
            session.rest();
            return facts;
        });
        try (WorkConnection connection = WorkConnection.open(connector)) {
            return asking.ask(connection);
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }

    private <T> T session(PostgresSession.Work<T> work) {
        try {
            return work.get();
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
