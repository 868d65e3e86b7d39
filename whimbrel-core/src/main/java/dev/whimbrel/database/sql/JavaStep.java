package dev.whimbrel.database.sql;

import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.JavaMigration;
import dev.whimbrel.migration.RevertibleJavaMigration;
import dev.whimbrel.plan.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A step that is written in Java. */
public final class JavaStep {

    private static final String REFUSED = "25000";
    private static final Set<String> NOT_ITS_OWN =
            Set.of("commit", "rollback", "close", "abort", "setAutoCommit", "setNetworkTimeout");

    private JavaStep() {}

    /**
     * Run the step's code on a connection that has a transaction open.
     *
     * @throws SQLException if it fails; what it threw otherwise is the cause, and the message names it
     */
    public static void run(Step step, Connection connection) throws SQLException {
        JavaMigration code = step.migration().code().orElseThrow();
        try {
            if (step.direction() == Direction.UP) {
                code.migrate(withinTransaction(connection));
            } else {
                ((RevertibleJavaMigration) code).revert(withinTransaction(connection));
            }
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw sql;
                }
            }
            throw new SQLException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The transaction is ended together with the history entry, by whoever began it. */
    private static Connection withinTransaction(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JavaStep.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (NOT_ITS_OWN.contains(method.getName())) {
                        throw new SQLException(
                                method.getName() + "() is not a migration's to call: its transaction ends together with"
                                        + " its history entry",
                                REFUSED);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
