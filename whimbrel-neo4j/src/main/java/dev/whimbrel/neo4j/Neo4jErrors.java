package dev.whimbrel.neo4j;

import dev.whimbrel.database.DatabaseProblems;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** Puts into words why Neo4j cannot be reached, or refuses something that is not a script's statement. */
final class Neo4jErrors {

    /** What two processes do to each other that create the same thing at once. */
    private static final Set<String> CONTENTION = Set.of(
            "Neo.ClientError.Schema.ConstraintAlreadyExists",
            "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
            "Neo.ClientError.Schema.IndexAlreadyExists",
            "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
            "Neo.DatabaseError.Schema.ConstraintCreationFailed");

    private Neo4jErrors() {}

    static DatabaseException refused(Neo4jConnector connector, Neo4jException e) {
        return new DatabaseException(problem(connector, e), e);
    }

    private static DatabaseProblems problems(String where) {
        return new DatabaseProblems("Neo4j", where);
    }

    static Problem problem(Neo4jConnector connector, Neo4jException e) {
        String where = connector.url().toString();
        DatabaseProblems problems = problems(where);
        if (hasCause(e, UnknownHostException.class)) {
            return problems.unknownHost(connector.url().host());
        }
        if (hasCause(e, SSLException.class)
                || message(e).contains("SSL handshake")
                || message(e).contains("secured connection")) {
            return problems.tls(
                    message(e),
                    "use bolt+s:// or neo4j+s:// if the server has a certificate, +ssc if nobody vouches for it, and bolt://"
                            + " or neo4j:// if it speaks no TLS");
        }
        if (e instanceof AuthenticationException || code(e).startsWith("Neo.ClientError.Security.")) {
            return security(connector, where, e);
        }
        if (isLost(e)) {
            return unreachable(where, message(e));
        }
        return switch (code(e)) {
            case "Neo.ClientError.Database.DatabaseNotFound" ->
                new Problem(
                        ErrorCode.MISSING_DATABASE,
                        "the database " + connector.url().database().orElse("of this user") + " does not exist at "
                                + where,
                        message(e),
                        "create it (CREATE DATABASE, Enterprise Edition), or correct the name in the URL; Community Edition has"
                                + " the database neo4j alone");
            case "Neo.TransientError.Database.DatabaseUnavailable", "Neo.TransientError.General.DatabaseUnavailable" ->
                unreachable(where, message(e));
            case "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
                    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
                    "Neo.ClientError.Cluster.NotALeader" -> readOnly(where, message(e));
            default -> problems.refusedWith(code(e), message(e));
        };
    }

    private static Problem unreachable(String where, String why) {
        return problems(where)
                .unreachable(
                        why,
                        "check that the server runs and that host and port are right (Bolt has 7687); `whimbrel wait` waits for one"
                                + " that starts");
    }

    private static Problem security(Neo4jConnector connector, String where, Neo4jException e) {
        if (!connector.hasPassword()) {
            return problems(where)
                    .passwordMissing(
                            "no password is in the settings or the environment",
                            "set NEO4J_PASSWORD, or `password:` of the database in whimbrel.yaml");
        }
        return switch (code(e)) {
            case "Neo.ClientError.Security.Forbidden" -> permissionDenied(message(e));
            case "Neo.ClientError.Security.CredentialsExpired" ->
                new Problem(
                        ErrorCode.WRONG_PASSWORD,
                        "Neo4j at " + where + " wants the password to be changed first",
                        message(e),
                        "change it: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new', on the database system");
            default -> problems(where).wrongPassword(message(e));
        };
    }

    static Problem permissionDenied(String why) {
        return new Problem(
                ErrorCode.PERMISSION_DENIED,
                "the user lacks a privilege",
                why,
                "grant the role reading, writing and the schema privileges on the database, or migrate as another user");
    }

    static Problem readOnly(String where, String why) {
        return problems(where)
                .readOnly(
                        why,
                        "connect to the cluster with neo4j:// instead of to one member with bolt://, or make the database read-write");
    }

    /** {@return the failure of a run whose last request was not answered, and whose history cannot be asked either} */
    static DatabaseException unsettled(Neo4jException e) {
        return DatabaseProblems.unsettled(message(e), e);
    }

    /** {@return whether the connection was cut, so that nobody knows what became of the last request} */
    static boolean isLost(Neo4jException e) {
        return e instanceof ServiceUnavailableException
                || e instanceof SessionExpiredException
                || String.valueOf(e.getMessage()).startsWith("Connection to the database terminated");
    }

    /** {@return whether the same may go through a moment later} */
    static boolean mayPass(Neo4jException e) {
        return e instanceof TransientException || e instanceof RetryableException || isLost(e);
    }

    /** {@return whether others were in the way of a transaction, which was undone} What it had read may be deleted. */
    static boolean isInterference(Neo4jException e) {
        return e instanceof TransientException || code(e).equals("Neo.ClientError.Statement.EntityNotFound");
    }

    static boolean isContention(Neo4jException e) {
        return e instanceof TransientException || CONTENTION.contains(code(e));
    }

    static String code(Neo4jException e) {
        return String.valueOf(e.code());
    }

    /** {@return the server's own sentence on one line} */
    static String message(Neo4jException e) {
        return oneLine(String.valueOf(e.getMessage()));
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
