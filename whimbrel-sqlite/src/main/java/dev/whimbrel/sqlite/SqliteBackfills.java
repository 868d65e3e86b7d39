package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.Needs;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.database.Lock;
import dev.whimbrel.database.sql.work.RecallProbe;
import dev.whimbrel.database.sql.work.SqlBackfills;
import dev.whimbrel.database.sql.work.SqlCommands;
import dev.whimbrel.database.sql.work.SqlWorkSession;
import dev.whimbrel.database.sql.work.SqlWorkSession.Membership;
import dev.whimbrel.database.sql.work.SqlWorkSession.Pressure;
import dev.whimbrel.database.sql.work.TableSurveyor;
import dev.whimbrel.database.sql.work.TableSurveyor.Count;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkConnection;
import dev.whimbrel.database.sql.work.WorkRegistration;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Target.Place;
import dev.whimbrel.migration.Migration;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Long work on SQLite. Searches are exact, so there is no index to be built. */
final class SqliteBackfills extends SqlBackfills {

    /** What a row takes beside its vector: key, hash, time. */
    private static final int ROW = 80;

    private final String database;
    private final SqliteSession session;
    private final SqliteHistory history;

    SqliteBackfills(String database, SqliteSession session, SqliteHistory history) {
        this.database = database;
        this.session = session;
        this.history = history;
    }

    @Override
    protected boolean isReachable() {
        return session.exists();
    }

    @Override
    protected SqliteDialect dialect() {
        return SqliteDialect.SQLITE;
    }

    @Override
    protected SqlCommands session() throws SQLException {
        return session.commands();
    }

    @Override
    protected SqliteWorkConnection connect() throws SQLException {
        return SqliteWorkConnection.open(session);
    }

    @Override
    protected Optional<RecallProbe> probe(WorkConnection connection, Work work) {
        return Optional.empty();
    }

    @Override
    protected RuntimeException refused(SQLException reason) {
        return SqliteErrors.refused(session, reason);
    }

    @Override
    public TableSurvey survey(Migration migration, Optional<Profile> profile) {
        Optional<WorkStatus> begun = begun(migration);
        Map<String, String> notes = new LinkedHashMap<>();
        return attempt(() -> {
            try (SqliteWorkConnection connection = connect()) {
                WorkTable table = new WorkSubject(connection).of(migration);
                TableSurveyor surveyor = new TableSurveyor(connection, dialect(), begun);
                Count count = surveyor.count(table);
                Needs needs = Needs.NONE;
                if (migration.work().orElseThrow() instanceof EmbeddingWork embedding) {
                    embedding.index().ifPresent(index -> notes.put("search", search(embedding)));
                    embedding.view().ifPresent(view -> notes.put("view", "none on SQLite: read whimbrel_reader"));
                    String target = new WorkRegistration(connection, dialect())
                            .naming(migration, embedding, table)
                            .target();
                    needs = needs(embedding, count.texts(), profile.orElseThrow(), begun.isPresent(), target);
                }
                return surveyor.survey(table, count, needs, notes);
            } catch (MigrationFailedException e) {
                return TableSurvey.refused(notes, e.problems());
            }
        });
    }

    private static Needs needs(EmbeddingWork work, long texts, Profile profile, boolean isBegun, String target) {
        boolean isInPlace = work.target().place() == Place.COLUMN;
        List<String> makes = isBegun
                ? List.of()
                : List.of(
                        (isInPlace ? "column " : "table ") + target + " with vectors of " + profile.dimension()
                                + " numbers",
                        "triggers on " + work.table() + " that note changes");
        return new Needs(makes, texts * ((long) profile.dimension() * Float.BYTES + ROW), 0, 0, 0, List.of());
    }

    /** What becomes of an index that is meant for another database of the same definition. */
    private String search(EmbeddingWork work) {
        String exact = "exact, over all vectors: SQLite has no vector index; ";
        return session.hasExtension()
                ? VectorTable.obstacle(work)
                        .map(why -> exact + why)
                        .orElse("exact, in a virtual table of sqlite-vec (vec0)")
                : exact + "the definition's is left out";
    }

    @Override
    public WorkSession open(Migration migration) {
        return attempt(() -> {
            SqliteWorkConnection connection = connect();
            try {
                Work work = require(connection, migration);
                Membership membership = new WorkerFiles(session.file()).enroll(connection);
                return new SqlWorkSession(
                        connection,
                        dialect(),
                        work,
                        membership,
                        StagedVectors.on(connection, work),
                        Pressure.NONE,
                        this::refused);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        });
    }

    @Override
    public boolean lacksIndex(Migration migration) {
        return false;
    }

    @Override
    public void buildIndex(Migration migration, Consumer<String> progress) {}

    @Override
    public boolean complete(Migration migration, Duration wait) {
        return attempt(() -> {
            try (Lock lock = SqliteLock.take(database, session.file(), wait, (waiting, holder) -> {})) {
                lock.ensureHeld();
                boolean isBegun = history.read().isUnderWay(migration);
                if (isBegun) {
                    inTransaction(() -> {
                        session.execute(completion(dialect(), migration));
                        history.insert(Attempt.of(migration, migration.up(), Outcome.APPLIED, 1), 0);
                    });
                }
                return isBegun;
            }
        });
    }

    @Override
    protected void remove(Work work) throws SQLException {
        inTransaction(() -> VectorRemoval.removal(session.commands()).contract(work));
    }

    private interface Change {
        void run() throws SQLException;
    }

    private void inTransaction(Change change) throws SQLException {
        try {
            session.begin();
            change.run();
            session.commit();
        } catch (SQLException | RuntimeException e) {
            session.renew();
            throw e;
        }
    }
}
