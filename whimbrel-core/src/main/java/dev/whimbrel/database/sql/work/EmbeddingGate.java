package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.GateReport;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.migration.VectorIndex.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures vectors against what their definition demands. */
final class EmbeddingGate {

    private final WorkConnection connection;
    private final WorkDialect dialect;
    private final WorkTables tables;
    private final Work work;
    private final Optional<Recall.Probe> probe;
    private final Map<String, String> details = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param probe compares searches through an index with exact ones; nothing if every search is exact */
    EmbeddingGate(WorkConnection connection, WorkDialect dialect, Work work, Optional<Recall.Probe> probe) {
        this.connection = connection;
        this.dialect = dialect;
        this.tables = dialect.tables();
        this.work = work;
        this.probe = probe;
    }

    GateReport measure(EmbeddingWork definition) throws SQLException {
        measureCoverage(definition.gate());
        measureTriggers();
        measureDeadLetters(definition.gate());
        measureLengths();
        if (definition.index().isPresent()) {
            measureRecall(definition.gate(), definition.index().get().method());
        }
        return new GateReport(details, Problems.of(problems));
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
        details.put("rows with a text", String.valueOf(rows));
        details.put("coverage", share(coverage));
        details.put("waiting to be embedded again", String.valueOf(queued));
        if (coverage < gate.coverage()) {
            refuse(
                    gaps.missing() + " of " + rows + " rows have no vector",
                    "the definition demands a coverage of " + share(gate.coverage()),
                    "`whimbrel backfill` makes them");
        }
        if (gaps.stale() > 0) {
            refuse(
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
            refuse(
                    "changes of " + work.table().name() + " are not noted any more",
                    "the triggers that do it are gone or disabled, as when a table is made anew under its name",
                    "enable them; if they are gone, revert this embedding and begin it again");
        }
    }

    private void measureDeadLetters(Gate gate) throws SQLException {
        long dead = connection.number("SELECT count(*) FROM " + tables.deadLetter() + " WHERE work_id = " + work.id());
        details.put("dead letters", String.valueOf(dead));
        if (dead > gate.deadLetters()) {
            refuse(
                    dead + " texts cannot be embedded",
                    "the definition allows " + gate.deadLetters() + "; the reasons are in " + tables.deadLetter(),
                    "correct the texts, or write `gate: { dead-letters: " + dead + " }`");
        }
    }

    /** Vectors without a length are in no index by cosine, and those of a normalising model have the length one. */
    private void measureLengths() throws SQLException {
        Vectors vectors = work.requireVectors();
        String length = dialect.norm(vectors);
        boolean isNormalised = vectors.canonical().contains("\nnormalisation=l2\n");
        Gaps odd = connection
                .first(
                        "SELECT count(*) FILTER (WHERE n = 0), count(*) FILTER (WHERE n <> 0 AND abs(n - 1) > 0.01) FROM"
                                + " (SELECT " + length + " AS n FROM " + vectors.relation() + " WHERE "
                                + vectors.vectorColumn() + " IS NOT NULL) AS lengths",
                        row -> new Gaps(row.getLong(1), row.getLong(2)))
                .orElseThrow();
        details.put("zero vectors", String.valueOf(odd.missing()));
        if (odd.missing() > 0) {
            refuse(odd.missing() + " vectors are zero", "no search by cosine finds them", "embed their rows anew");
        }
        if (isNormalised && odd.stale() > 0) {
            refuse(
                    odd.stale() + " vectors have not the length 1",
                    "the model's vectors have; something else wrote these",
                    "find out what writes into " + vectors.relation() + ", and embed the rows anew");
        }
    }

    private void measureRecall(Gate gate, Method method) throws SQLException {
        if (probe.isEmpty()) {
            details.put("recall", "1.000: every search is exact");
            return;
        }
        Optional<Recall> measured = probe.get().measure();
        if (measured.isEmpty()) {
            details.put("recall", "not measured: no vectors");
            return;
        }
        Recall recall = measured.get();
        details.put(
                "recall",
                "mean " + share(recall.mean()) + ", p5 " + share(recall.fifthPercentile()) + ", minimum "
                        + share(recall.minimum()) + " of " + recall.queries() + " queries");
        details.put("index is used", recall.isIndexUsed() ? "yes" : "no");
        if (!recall.isIndexUsed()) {
            refuse(
                    "searches do not use the index",
                    "EXPLAIN shows another plan",
                    "see whether the index is there and valid");
        }
        if (recall.mean() < gate.recall() || recall.minimum() < gate.worstRecall()) {
            refuse(
                    "the index finds too few of the nearest: mean " + share(recall.mean()) + ", minimum "
                            + share(recall.minimum()),
                    "the definition demands " + share(gate.recall()) + " and " + share(gate.worstRecall()),
                    method == Method.IVFFLAT
                            ? "raise ivfflat.probes of the role: ALTER ROLE … SET ivfflat.probes = 10; or take hnsw"
                            : "raise hnsw.ef_search of the role: ALTER ROLE … SET hnsw.ef_search = 100; or m or"
                                    + " ef_construction of the index");
        }
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }

    private void refuse(String what, String why, String remedy) {
        problems.add(
                new Problem(ErrorCode.GATE_FAILED, work.name() + " (" + work.version() + "): " + what, why, remedy));
    }
}
