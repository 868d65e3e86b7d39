package dev.whimbrel.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/**
 * Distances of vectors as functions of SQL, for applications that have not the extension sqlite-vec. Names and meaning are those
 * of sqlite-vec, so that the same queries work with either:
 * {@code SELECT id FROM chat_messages ORDER BY vec_distance_cosine(embedding, ?) LIMIT 5}.
 */
public final class VectorFunctions {

    private VectorFunctions() {}

    /**
     * Add {@code vec_distance_cosine(a, b)} and {@code vec_distance_L2(a, b)} to a connection. Both take vectors as
     * {@link VectorBlob} makes them. NULL for a NULL; vectors of different dimension are refused.
     */
    public static void register(Connection connection) throws SQLException {
        Function.create(
                connection, "vec_distance_cosine", new Between(Distance.COSINE), 2, Function.FLAG_DETERMINISTIC);
        Function.create(connection, "vec_distance_L2", new Between(Distance.L2), 2, Function.FLAG_DETERMINISTIC);
    }

    private static final class Between extends Function {

        private final Distance distance;

        Between(Distance distance) {
            this.distance = distance;
        }

        @Override
        protected void xFunc() throws SQLException {
            byte[] first = value_blob(0);
            byte[] second = value_blob(1);
            if (first == null || second == null) {
                result();
            } else if (first.length != second.length) {
                error("vectors of " + first.length / Float.BYTES + " and of " + second.length / Float.BYTES
                        + " numbers cannot be compared");
            } else {
                result(distance.between(VectorBlob.read(first), VectorBlob.read(second)));
            }
        }
    }
}
