package dev.whimbrel.postgres;

import dev.whimbrel.backfill.WorkImpossible;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Method;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extension pgvector as it is installed, and what its version can do.
 *
 * @param schema where its types are
 * @param version as in {@code 0.8.1}
 */
record VectorExtension(String schema, String version) {

    private static final String FOUND = "SELECT n.nspname, e.extversion FROM pg_catalog.pg_extension AS e"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'vector'";

    private static final int MOST_VECTOR = 2000;
    private static final int MOST_HALFVEC = 4000;
    private static final int MOST_STORED = 16000;

    static Optional<VectorExtension> find(PostgresSession session) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(FOUND);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(new VectorExtension(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    static VectorExtension require(PostgresSession session, String script) throws SQLException {
        return find(session)
                .orElseThrow(() -> WorkImpossible.because(
                        script,
                        "the extension vector is not there",
                        "vectors are stored in its types",
                        "CREATE EXTENSION vector in an earlier migration"));
    }

    /** {@return whether the version is at least that one} */
    boolean isAtLeast(int... other) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < other.length; i++) {
            int ours = number(parts, i);
            if (ours != other[i]) {
                return ours > other[i];
            }
        }
        return true;
    }

    private static int number(String[] parts, int index) {
        String digits = index < parts.length ? parts[index].replaceFirst("\\D.*$", "") : "";
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** {@return whether several processes can build such an index together, and do so without harm} */
    boolean buildsInParallel(VectorIndex index) {
        return index.method() == Method.HNSW ? isAtLeast(0, 8, 2) : isAtLeast(0, 5);
    }

    /** Refuse what this version, or any, cannot store or index. */
    void requireAble(EmbeddingWork work, int dimension, String script) {
        boolean isHalf = work.type() == VectorType.HALFVEC;
        if (isHalf && !isAtLeast(0, 7)) {
            throw tooOld(script, "halfvec", "0.7");
        }
        if (work.index().filter(index -> index.method() == Method.HNSW).isPresent() && !isAtLeast(0, 5)) {
            throw tooOld(script, "HNSW", "0.5");
        }
        int most = work.index().isEmpty() ? MOST_STORED : isHalf ? MOST_HALFVEC : MOST_VECTOR;
        if (dimension > most) {
            throw WorkImpossible.because(
                    script,
                    "vectors of " + dimension + " dimensions cannot be "
                            + (work.index().isEmpty() ? "stored" : "indexed as " + (isHalf ? "halfvec" : "vector")),
                    "pgvector allows " + most + " at the most",
                    dimension <= MOST_HALFVEC && !isHalf
                            ? "write `type: halfvec`: two bytes a number, up to " + MOST_HALFVEC + " dimensions"
                            : "take a model with fewer dimensions, or one whose dimension can be reduced");
        }
    }

    private RuntimeException tooOld(String script, String what, String since) {
        return WorkImpossible.because(
                script,
                "pgvector " + version + " has no " + what,
                "it came with " + since,
                "ALTER EXTENSION vector UPDATE, where the server has a newer one; or do without " + what);
    }

    /** {@return what this version is known not to do, or to do wrong, with such vectors} None of it forbids to make them. */
    List<String> warnings(EmbeddingWork work) {
        List<String> warnings = new ArrayList<>();
        if (!isAtLeast(0, 7) && work.index().isPresent()) {
            warnings.add("no halfvec before 0.7: no index above 2,000 dimensions");
        }
        if (!isAtLeast(0, 8) && work.index().isPresent()) {
            warnings.add("no iterative scans before 0.8: searches with a filter may find too few");
        }
        if (work.index().filter(index -> index.method() == Method.HNSW).isPresent()) {
            addOfHnsw(warnings);
        }
        return warnings;
    }

    private void addOfHnsw(List<String> warnings) {
        if (!isAtLeast(0, 6)) {
            warnings.add("one process alone builds an HNSW index before 0.6");
        } else if (!isAtLeast(0, 8, 2)) {
            warnings.add(
                    "a build of HNSW by several processes may overrun a buffer from 0.6.0 to 0.8.1 (CVE-2026-3172);"
                            + " no more of them are asked for than the server's own setting says");
        }
        if (!isAtLeast(0, 8, 4)) {
            warnings.add("VACUUM may damage an HNSW index before 0.8.3, and fail on one before 0.8.4");
        }
    }
}
