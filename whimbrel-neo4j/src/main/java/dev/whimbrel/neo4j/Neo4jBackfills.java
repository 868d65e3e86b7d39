package dev.whimbrel.neo4j;

import dev.whimbrel.backfill.Backfills;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.backfill.WorkSession;
import dev.whimbrel.backfill.WorkStatus;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.neo4j.work.GraphWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.neo4j.driver.exceptions.Neo4jException;

/** Long work on Neo4j, under the lock and with the history where these are concerned. */
final class Neo4jBackfills implements Backfills {

    private final Neo4jSession session;
    private final Neo4jHistory history;
    private final GraphWork work;

    Neo4jBackfills(Neo4jSession session, Neo4jHistory history, GraphWork work) {
        this.session = session;
        this.history = history;
        this.work = work;
    }

    @Override
    public List<WorkStatus> works() {
        return attempt(work::works);
    }

    @Override
    public TableSurvey survey(Migration migration, Optional<Profile> profile) {
        return attempt(() -> work.survey(migration, profile));
    }

    @Override
    public WorkSession open(Migration migration) {
        return attempt(() -> work.open(migration, this::refused));
    }

    /** Without triggers, changes are found by looking at every node. */
    @Override
    public boolean notesChanges() {
        return false;
    }

    @Override
    public long sweep(Migration migration) {
        return attempt(() -> work.sweep(migration));
    }

    @Override
    public boolean lacksIndex(Migration migration) {
        return attempt(() -> work.lacksIndex(migration));
    }

    @Override
    public void buildIndex(Migration migration, Consumer<String> progress) {
        attempt(() -> {
            work.buildIndex(migration, progress);
            return true;
        });
    }

    @Override
    public GateReport gate(Migration migration) {
        return attempt(() -> work.gate(migration));
    }

    @Override
    public boolean complete(Migration migration, Duration wait) {
        return attempt(() -> {
            try (Neo4jLock lock = Neo4jLock.take(session, wait, (waiting, holder) -> {})) {
                boolean isBegun = history.read().isUnderWay(migration);
                if (isBegun) {
                    lock.write(transaction -> {
                        GraphWork.complete(transaction, migration);
                        return history.insert(transaction, Attempt.of(migration, migration.up(), Outcome.APPLIED, 1));
                    });
                }
                return isBegun;
            }
        });
    }

    @Override
    public Problems switchTo(Migration migration) {
        return attempt(() -> work.switchTo(migration));
    }

    @Override
    public Problems switchBack(String name) {
        return attempt(() -> work.switchBack(name));
    }

    @Override
    public Problems contract(Migration migration) {
        return attempt(() -> work.contract(migration));
    }

    private RuntimeException refused(Neo4jException reason) {
        return Neo4jErrors.refused(session.connector(), reason);
    }

    private <T> T attempt(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (Neo4jException e) {
            throw refused(e);
        }
    }
}
