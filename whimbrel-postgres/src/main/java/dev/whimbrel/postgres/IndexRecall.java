package dev.whimbrel.postgres;

import dev.whimbrel.backfill.Recall;
import dev.whimbrel.database.sql.work.RecallProbe;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.WorkConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what searches through the index find with what an exact search finds, for a sample of the vectors themselves.
 * Found counts whatever is as near as the farthest of the true nearest, so that equal distances do no harm.
 */
final class IndexRecall implements RecallProbe {

    private static final int QUERIES = 100;
    private static final int NEAREST = 10;
    private static final double SLACK = 1e-6;

    private final WorkConnection connection;
    private final Work work;

    IndexRecall(WorkConnection connection, Work work) {
        this.connection = connection;
        this.work = work;
    }

    /** {@return the recall with the role's own settings for searches; nothing if there are no vectors} */
    @Override
    public Optional<Recall> measure() throws SQLException {
        return connection.transaction(this::compare);
    }

    private Optional<Recall> compare() throws SQLException {
        Vectors vectors = work.requireVectors();
        connection.execute("CREATE TEMP TABLE whimbrel_sample ON COMMIT DROP AS SELECT " + vectors.keyColumn()
                + "::text AS k, " + vectors.vectorColumn() + " AS v FROM " + vectors.relation() + sampling() + " WHERE "
                + vectors.vectorColumn() + " IS NOT NULL ORDER BY random() LIMIT " + QUERIES);
        connection.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off");
        List<double[]> exact = connection.query(search(), IndexRecall::distances);
        connection.execute(
                "SET LOCAL enable_indexscan = on; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off");
        List<double[]> found = connection.query(search(), IndexRecall::distances);
        return exact.isEmpty() ? Optional.empty() : Optional.of(recall(exact, found));
    }

    /** Of a large table, not every row need be drawn a number for. */
    private String sampling() throws SQLException {
        Vectors vectors = work.requireVectors();
        long rows = connection.number(
                "SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = to_regclass("
                        + PostgresSql.literal(vectors.relation()) + ")");
        return rows < 100_000 ? "" : " TABLESAMPLE SYSTEM (" + 100.0 * 20_000 / rows + ")";
    }

    private String search() {
        Vectors vectors = work.requireVectors();
        String distance = "r." + vectors.vectorColumn() + " " + VectorTypes.operator(vectors) + " s.v";
        return "SELECT array_agg(n.d ORDER BY n.d) FROM whimbrel_sample AS s CROSS JOIN LATERAL (SELECT " + distance
                + " AS d FROM " + vectors.relation() + " AS r ORDER BY " + distance + " LIMIT " + NEAREST
                + ") AS n GROUP BY s.k ORDER BY s.k";
    }

    private static double[] distances(ResultSet row) throws SQLException {
        Object[] boxed = (Object[]) row.getArray(1).getArray();
        double[] distances = new double[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            distances[i] = boxed[i] == null ? Double.POSITIVE_INFINITY : ((Number) boxed[i]).doubleValue();
        }
        return distances;
    }

    private Recall recall(List<double[]> exact, List<double[]> found) throws SQLException {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            double[] true10 = exact.get(i);
            double farthest = true10[true10.length - 1];
            double allowed = farthest + SLACK * Math.max(1, Math.abs(farthest));
            double[] ours = i < found.size() ? found.get(i) : new double[0];
            long hits = 0;
            for (double distance : ours) {
                hits += distance <= allowed ? 1 : 0;
            }
            shares.add(Math.min(1, (double) hits / true10.length));
        }
        shares.sort(null);
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return new Recall(shares.size(), mean, shares.get((shares.size() - 1) / 20), shares.get(0), isIndexUsed());
    }

    private boolean isIndexUsed() throws SQLException {
        Vectors vectors = work.requireVectors();
        List<String> plan = connection.query(
                "EXPLAIN (COSTS off) SELECT " + vectors.keyColumn() + " FROM " + vectors.relation() + " ORDER BY "
                        + vectors.vectorColumn() + " " + VectorTypes.operator(vectors)
                        + " (SELECT v FROM whimbrel_sample LIMIT 1) LIMIT " + NEAREST,
                row -> row.getString(1));
        return plan.stream().anyMatch(line -> line.contains("Index Scan") && !line.contains("Cond"));
    }
}
