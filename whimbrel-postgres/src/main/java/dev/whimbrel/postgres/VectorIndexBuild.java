package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.database.Backoff;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Method;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds the index of vectors when they are there, while others read and write. A build that was interrupted leaves an index
 * that is of no use; it is cleared away first.
 */
final class VectorIndexBuild {

    private static final int FINISHER = 0x57_48_46_4e;
    private static final int LONGEST_NAME = 63;
    private static final double MIB = 1024.0 * 1024;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private static final String EXISTS = """
            SELECT count(*) AS whimbrel_id FROM pg_catalog.pg_index AS i
            JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
            JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[0]
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = to_regclass(%s) AND a.attname = %s AND m.amname = %s AND o.opcname = %s
              AND i.indisvalid AND i.indisready AND i.indpred IS NULL
            """;

    private final PostgresSession session;
    private final PostgresConnector connector;
    private final Work work;
    private final VectorIndex index;
    private final Consumer<String> progress;

    VectorIndexBuild(
            PostgresSession session,
            PostgresConnector connector,
            Work work,
            VectorIndex index,
            Consumer<String> progress) {
        this.session = session;
        this.connector = connector;
        this.work = work;
        this.index = index;
        this.progress = progress;
    }

    void run(String script) throws SQLException {
        awaitTurn();
        if (isDone()) {
            return;
        }
        long rows = number("SELECT count(*) AS whimbrel_id FROM " + vectors().relation() + " WHERE "
                + vectors().vectorColumn() + " IS NOT NULL");
        if (rows == 0 && index.method() == Method.IVFFLAT) {
            throw WorkImpossible.because(
                    script,
                    "an IVFFlat index cannot be built on an empty table",
                    "its clusters are made of the rows that are there, and would find nothing later",
                    "run `whimbrel backfill` again when there are rows, or take hnsw");
        }
        BuildAllowance allowance = allowance(rows, script);
        String sql = definition(rows);
        session.execute("SET lock_timeout = 0; SET statement_timeout = 0; " + allowance.settings());
        ConcurrentIndex concurrent =
                new ConcurrentIndex(session, IndexDefinition.parse(sql).orElseThrow(), Interruption.NONE);
        if (!concurrent.isDone()) {
            build(sql);
        }
        session.execute("ANALYZE " + vectors().relation());
    }

    private BuildAllowance allowance(long rows, String script) throws SQLException {
        VectorExtension extension = VectorExtension.require(session, script);
        BuildAllowance allowance = BuildAllowance.of(session, extension, index, VectorSizes.of(vectors()), rows);
        if (!allowance.isEnough()) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "the build needs about %.0f MiB and gets %.0f MiB: it takes some three times longer;"
                            + " a larger maintenance_work_mem of the role would help",
                    allowance.needed() / MIB,
                    allowance.memory() / MIB));
        }
        return allowance;
    }

    /** One at a time; who comes second finds it done. The lock goes with the connection. */
    private void awaitTurn() throws SQLException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        String attempt = "SELECT pg_try_advisory_lock(" + FINISHER + ", " + work.id() + ")::int AS whimbrel_id";
        while (number(attempt) == 0) {
            progress.accept("waiting for another process that builds it");
            backoff.pause();
        }
    }

    /** {@return whether such an index is there and valid} */
    boolean isDone() throws SQLException {
        return number(EXISTS.formatted(
                        PostgresSql.literal(vectors().relation()),
                        PostgresSql.literal(vectors().column()),
                        PostgresSql.literal(method()),
                        PostgresSql.literal(operatorClass())))
                > 0;
    }

    /** Where memory for parallel workers cannot be had, as in a container with little shared memory, one builds alone. */
    private void build(String sql) throws SQLException {
        int backend = session.backend();
        Lookout watch = Lookout.start("whimbrel-index-watch", connector, BETWEEN_LOOKS, view -> {
            view.progress(backend).ifPresent(progress);
            return BETWEEN_LOOKS;
        });
        try {
            session.execute(sql);
        } catch (SQLException e) {
            if (!List.of("53100", "53200").contains(PostgresErrors.state(e))) {
                throw e;
            }
            progress.accept("too little shared memory for parallel workers: one builds alone");
            session.execute("DROP INDEX CONCURRENTLY IF EXISTS " + qualifiedName());
            session.execute("SET max_parallel_maintenance_workers = 0");
            session.execute(sql);
        } finally {
            watch.close();
        }
    }

    private String definition(long rows) {
        StringBuilder with = new StringBuilder();
        append(with, "m", index.m());
        append(with, "ef_construction", index.efConstruction());
        if (index.method() == Method.IVFFLAT) {
            append(with, "lists", Optional.of(VectorSizes.lists(index, rows)));
        }
        return "CREATE INDEX CONCURRENTLY " + PostgresSql.identifier(name()) + " ON "
                + vectors().relation() + " USING "
                + method() + " (" + vectors().vectorColumn() + " "
                + PostgresSql.qualified(vectors().typeSchema(), operatorClass()) + ")"
                + (with.length() == 0 ? "" : " WITH (" + with + ")");
    }

    private static void append(StringBuilder with, String key, Optional<Integer> value) {
        value.ifPresent(number -> with.append(with.length() == 0 ? "" : ", ")
                .append(key)
                .append(" = ")
                .append(number));
    }

    private String method() {
        return index.method().name().toLowerCase(Locale.ROOT);
    }

    String operatorClass() {
        String suffix =
                switch (index.distance()) {
                    case COSINE -> "_cosine_ops";
                    case L2 -> "_l2_ops";
                    case INNER_PRODUCT -> "_ip_ops";
                };
        return vectors().kind() + suffix;
    }

    private String name() {
        String relation = vectors().relation();
        String table = relation.substring(relation.lastIndexOf('.') + 2, relation.length() - 1);
        String full = table + "_" + vectors().column() + "_" + method();
        return full.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                ? full
                : "whimbrel_" + work.id() + "_" + method();
    }

    private String qualifiedName() {
        String relation = vectors().relation();
        return relation.substring(0, relation.lastIndexOf('.') + 1) + PostgresSql.identifier(name());
    }

    private Vectors vectors() {
        return work.requireVectors();
    }

    private long number(String sql) throws SQLException {
        return session.execute(sql, "whimbrel_id").get(0);
    }
}
