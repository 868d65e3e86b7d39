package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.GateFindings;
import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.migration.VectorIndex.Method;
import java.sql.SQLException;
import java.util.Optional;

/** Measures vectors against what their definition demands. */
final class EmbeddingGate {

    private final WorkConnection connection;
    private final WorkDialect dialect;
    private final WorkTables tables;
    private final Work work;
    private final Optional<RecallProbe> probe;
    private final GateFindings findings;

    /** @param probe compares searches through an index with exact ones; nothing if every search is exact */
    EmbeddingGate(WorkConnection connection, WorkDialect dialect, Work work, Optional<RecallProbe> probe) {
        this.connection = connection;
        this.dialect = dialect;
        this.tables = dialect.tables();
        this.work = work;
        this.probe = probe;
        this.findings = new GateFindings(work.name() + " (" + work.version() + ")");
    }

    GateReport measure(EmbeddingWork definition) throws SQLException {
        measureCoverage(definition.gate());
        measureTriggers();
        measureDeadLetters(definition.gate());
        measureLengths();
        if (definition.index().isPresent()) {
            measureRecall(definition.gate(), definition.index().get().method());
        }
        return findings.report();
    }

    private record Gaps(long missing, long stale) {}

    private void measureCoverage(Gate gate) throws SQLException {
        long rows = connection.number(
                "SELECT count(*) FROM " + WorkRows.of(work, dialect).all() + " AS src WHERE NOT src.is_empty");
        Gaps gaps = connection
                .first(
                        "SELECT count(*) FILTER (WHERE is_missing), count(*) FILTER (WHERE NOT is_missing) FROM ("
                                + Sweep.of(work, dialect).missing() + ") AS found",
                        row -> new Gaps(row.getLong(1), row.getLong(2)))
                .orElseThrow();
        long queued = connection.number("SELECT count(*) FROM " + tables.queue() + " WHERE work_id = " + work.id());
        double coverage = rows == 0 ? 1 : (double) (rows - gaps.missing()) / rows;
        findings.note("rows with a text", String.valueOf(rows));
        findings.note("coverage", GateFindings.share(coverage));
        findings.note("waiting to be embedded again", String.valueOf(queued));
        if (coverage < gate.coverage()) {
            findings.refuse(
                    gaps.missing() + " of " + rows + " rows have no vector",
                    "the definition demands a coverage of " + GateFindings.share(gate.coverage()),
                    "`whimbrel backfill` makes them");
        }
        if (gaps.stale() > 0) {
            findings.refuse(
                    gaps.stale() + " vectors are of a text that their row has not any more",
                    "the rows were changed past the triggers, as by a restore or with session_replication_role = replica",
                    "`whimbrel backfill` makes them anew");
        }
    }

    private void measureTriggers() throws SQLException {
        boolean isNoted = connection
                .first(dialect.notesChanges(work), row -> row.getBoolean(1))
                .orElse(false);
        if (!isNoted) {
            findings.refuse(
                    "changes of " + work.table().name() + " are not noted any more",
                    "the triggers that do it are gone or disabled, as when a table is made anew under its name",
                    "enable them; if they are gone, revert this embedding and begin it again");
        }
    }

    private void measureDeadLetters(Gate gate) throws SQLException {
        long dead = connection.number("SELECT count(*) FROM " + tables.deadLetter() + " WHERE work_id = " + work.id());
        findings.deadLetters(dead, gate, tables.deadLetter());
    }

    private void measureLengths() throws SQLException {
        Vectors vectors = work.requireVectors();
        String length = dialect.norm(vectors);
        boolean isNormalised = Profile.parse(vectors.canonical()).normalisation() == Normalisation.L2;
        Gaps odd = connection
                .first(
                        "SELECT count(*) FILTER (WHERE n = 0), count(*) FILTER (WHERE n <> 0 AND abs(n - 1) > 0.01) FROM"
                                + " (SELECT " + length + " AS n FROM " + vectors.relation() + " WHERE "
                                + vectors.vectorColumn() + " IS NOT NULL) AS lengths",
                        row -> new Gaps(row.getLong(1), row.getLong(2)))
                .orElseThrow();
        findings.lengths(odd.missing(), isNormalised ? odd.stale() : 0, vectors.relation());
    }

    private void measureRecall(Gate gate, Method method) throws SQLException {
        if (probe.isEmpty()) {
            findings.note("recall", "1.000: every search is exact");
            return;
        }
        findings.recall(
                probe.get().measure(),
                gate,
                method == Method.IVFFLAT
                        ? "raise ivfflat.probes of the role: ALTER ROLE … SET ivfflat.probes = 10; or take hnsw"
                        : "raise hnsw.ef_search of the role: ALTER ROLE … SET hnsw.ef_search = 100; or m or"
                                + " ef_construction of the index");
    }
}
