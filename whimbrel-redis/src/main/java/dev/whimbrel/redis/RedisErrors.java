package dev.whimbrel.redis;

import dev.whimbrel.database.DatabaseProblems;
import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Puts into words why Redis cannot be reached, or refuses something that is not a script's command. */
final class RedisErrors {

    private RedisErrors() {}

    static DatabaseException refused(RedisConnector connector, JedisException e) {
        return code(e).equals("FENCED") ? RedisLock.lost(e) : new DatabaseException(problem(connector, e), e);
    }

    /** {@return the first word of what the server said, which tells the kind of error; {@code ERR} for most} */
    static String code(JedisException e) {
        return e instanceof JedisDataException ? code(message(e)) : "";
    }

    static String code(String message) {
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }

    private static DatabaseProblems problems(String where) {
        return new DatabaseProblems("Redis", where);
    }

    private static Problem problem(RedisConnector connector, JedisException e) {
        String where = connector.url().toString();
        String why = message(e);
        return switch (code(e)) {
            case "" -> unreachable(connector, e);
            case "NOAUTH" -> passwordMissing(where, why);
            case "WRONGPASS" -> problems(where).wrongPassword(why);
            case "NOPERM" -> permissionDenied(connector.user(), why);
            case "READONLY" -> readOnly(where, why);
            case "LOADING", "MASTERDOWN", "BUSY" ->
                new Problem(
                        ErrorCode.UNREACHABLE,
                        "Redis at " + where + " is not ready",
                        why,
                        "wait until it is: `whimbrel wait`");
            case "CLUSTERDOWN", "MOVED", "ASK", "CROSSSLOT", "TRYAGAIN" -> cluster(where);
            case "OOM" -> outOfMemory(where, why);
            case "MISCONF", "NOREPLICAS" ->
                new Problem(
                        ErrorCode.DATABASE_REFUSED,
                        "Redis at " + where + " takes no writes",
                        why,
                        "see to it that it can save its data, or has its replicas again; its log tells more");
            default -> other(connector, why);
        };
    }

    private static Problem other(RedisConnector connector, String why) {
        String where = connector.url().toString();
        if (why.contains("DB index is out of range")) {
            return new Problem(
                    ErrorCode.MISSING_DATABASE,
                    "the database " + connector.url().database() + " does not exist",
                    why,
                    "name one of the server's databases in the URL (usually 0 to 15), or raise `databases` in redis.conf");
        }
        if (why.contains("AUTH") && (why.contains("no password is set") || why.contains("without any password"))) {
            return problems(where).wrongPassword(why);
        }
        if (why.contains("protected mode")) {
            return new Problem(
                    ErrorCode.UNREACHABLE,
                    "Redis at " + where + " takes connections from its own machine only",
                    "it is in protected mode: no password is set and no address is bound",
                    "set a password on the server, and put it into the settings");
        }
        return problems(where).refused(why);
    }

    private static Problem unreachable(RedisConnector connector, JedisException e) {
        String where = connector.url().toString();
        if (hasCause(e, UnknownHostException.class)) {
            return problems(where).unknownHost(connector.url().host());
        }
        if (hasCause(e, SSLException.class)) {
            return problems(where)
                    .tls(
                            cause(e),
                            "use redis:// for a server without TLS; for one with a certificate of its own, append"
                                    + " ?sslrootcert=FILE to the URL");
        }
        return problems(where)
                .unreachable(
                        cause(e),
                        "check that the server runs and that host and port are right (rediss:// for a port with TLS, redis:// for one without);"
                                + " `whimbrel wait` waits for one that starts");
    }

    private static Problem passwordMissing(String where, String why) {
        return problems(where)
                .passwordMissing(why, "put it into the settings: password: \"${REDIS_PASSWORD}\" beside the URL");
    }

    static Problem permissionDenied(String user, String why) {
        return new Problem(
                ErrorCode.PERMISSION_DENIED,
                "the user " + user + " lacks a permission",
                why,
                "grant it: ACL SETUSER " + user + " +@all -@dangerous +info ~* (docs/redis.md lists what is needed)");
    }

    static Problem readOnly(String where, String why) {
        return problems(where).readOnly(why, "connect to the primary server");
    }

    static Problem outOfMemory(String where, String why) {
        return new Problem(
                ErrorCode.DATABASE_REFUSED,
                "Redis at " + where + " has no memory left for writes",
                why,
                "remove keys or raise maxmemory; `whimbrel health` shows both; then run again");
    }

    static Problem cluster(String where) {
        return new Problem(
                ErrorCode.UNSUPPORTED_SERVER,
                "Redis at " + where + " is in cluster mode",
                "a cluster cannot let a migration and its history take effect together: their keys lie apart",
                "name a single primary server in the URL");
    }

    /** {@return the failure of a run whose last request was not answered, and whose history cannot be asked either} */
    static DatabaseException unsettled(JedisException e) {
        return DatabaseProblems.unsettled(cause(e), e);
    }

    static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    /** The library's own sentence says only that something failed; what failed is in what it was caused by. */
    static String cause(Throwable e) {
        return causes(e).reduce((first, last) -> last).map(RedisErrors::message).orElse("");
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        return causes(failure).anyMatch(kind::isInstance);
    }

    /** A host may have several addresses; what came of each is suppressed in favour of a sentence about all. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.concat(
                Stream.of(failure),
                Stream.concat(Arrays.stream(failure.getSuppressed()), Stream.ofNullable(failure.getCause()))
                        .flatMap(RedisErrors::causes));
    }
}
