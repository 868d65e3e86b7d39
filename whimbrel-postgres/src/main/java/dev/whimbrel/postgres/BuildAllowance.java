package dev.whimbrel.postgres;

import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What the build of an index gets of the server: as much memory as it can use, but no more than {@code shared_buffers}, which
 * says what the server's owner has to give; and half of the parallel workers there are. Never less than the server's own
 * settings. An IVFFlat index gets what it needs: with less it is not built at all.
 *
 * @param needed bytes in which the build has all it works on
 * @param memory bytes that it gets
 * @param workers parallel ones; the server's own number if empty
 */
record BuildAllowance(long needed, long memory, Optional<Integer> workers) {

    private static final long KIB = 1024;

    private static final String SETTINGS = """
            SELECT pg_size_bytes(current_setting('maintenance_work_mem')), pg_size_bytes(current_setting('shared_buffers')),
                current_setting('max_parallel_maintenance_workers')::int, current_setting('max_parallel_workers')::int
            """;

    static BuildAllowance of(
            PostgresSession session, VectorExtension extension, VectorIndex index, VectorSizes sizes, long rows)
            throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            long needed = sizes.memory(index, rows);
            long most = index.method() == Method.IVFFLAT ? needed : Math.min(needed, row.getLong(2));
            int ours = row.getInt(4) / 2;
            boolean isMore = extension.buildsInParallel(index) && ours > row.getInt(3);
            return new BuildAllowance(
                    needed, Math.max(row.getLong(1), most), isMore ? Optional.of(ours) : Optional.empty());
        }
    }

    boolean isEnough() {
        return needed <= memory;
    }

    /** {@return the commands that give it to a session} They may not be in a transaction that the build is not in. */
    String settings() {
        return "SET maintenance_work_mem = '" + (memory + KIB - 1) / KIB + "kB'"
                + workers.map(number -> "; SET max_parallel_maintenance_workers = " + number)
                        .orElse("");
    }
}
