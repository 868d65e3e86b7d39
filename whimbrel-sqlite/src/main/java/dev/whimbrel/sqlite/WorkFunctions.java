package dev.whimbrel.sqlite;

import dev.whimbrel.backfill.TextHash;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/** What SQLite cannot compute, as functions of the connections on which rows are worked on. */
final class WorkFunctions {

    static final String SHA256 = "whimbrel_sha256";
    static final String NORM = "whimbrel_norm";
    static final String IS_ALIVE = "whimbrel_is_alive";

    private WorkFunctions() {}

    static void register(Connection connection, WorkerFiles workers) throws SQLException {
        Function.create(connection, SHA256, new Sha256(), 1, Function.FLAG_DETERMINISTIC);
        Function.create(connection, NORM, new Norm(), 1, Function.FLAG_DETERMINISTIC);
        Function.create(connection, IS_ALIVE, new IsAlive(workers), 1, 0);
    }

    private static final class Sha256 extends Function {

        @Override
        protected void xFunc() throws SQLException {
            String text = value_text(0);
            if (text == null) {
                result();
            } else {
                result(TextHash.of(text));
            }
        }
    }

    private static final class Norm extends Function {

        @Override
        protected void xFunc() throws SQLException {
            byte[] bytes = value_blob(0);
            if (bytes == null) {
                result();
            } else {
                result(Distance.norm(VectorBlob.read(bytes)));
            }
        }
    }

    private static final class IsAlive extends Function {

        private final WorkerFiles workers;

        IsAlive(WorkerFiles workers) {
            this.workers = workers;
        }

        @Override
        protected void xFunc() throws SQLException {
            result(workers.isAlive(value_int(0)) ? 1 : 0);
        }
    }
}
