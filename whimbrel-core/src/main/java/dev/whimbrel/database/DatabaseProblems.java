package dev.whimbrel.database;

import dev.whimbrel.error.DatabaseException;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;

/**
 * The problems that come up with databases of every kind, in one wording. What else helps is the kind's own knowledge.
 *
 * @param product the kind of database as people call it
 * @param where its address, without secrets
 */
public record DatabaseProblems(String product, String where) {

    public Problem unknownHost(String host) {
        return new Problem(
                ErrorCode.UNKNOWN_HOST,
                "the host name in " + where + " cannot be resolved",
                "no address is known for " + host,
                "check the spelling; inside a container the host is the service's name, not localhost");
    }

    public Problem unreachable(String why, String remedy) {
        return new Problem(ErrorCode.UNREACHABLE, product + " at " + where + " cannot be reached", why, remedy);
    }

    public Problem tls(String why, String remedy) {
        return new Problem(ErrorCode.TLS, product + " at " + where + " and we do not agree about TLS", why, remedy);
    }

    public Problem passwordMissing(String why, String remedy) {
        return new Problem(
                ErrorCode.PASSWORD_MISSING,
                product + " at " + where + " asks for a password, and none was given",
                why,
                remedy);
    }

    public Problem wrongPassword(String why) {
        return new Problem(
                ErrorCode.WRONG_PASSWORD,
                product + " at " + where + " refused user or password",
                why,
                "check user and password where they are set; `whimbrel config` tells where each comes from");
    }

    public Problem readOnly(String why, String remedy) {
        return new Problem(ErrorCode.READ_ONLY, product + " at " + where + " takes no changes", why, remedy);
    }

    /** What no other problem fits. */
    public Problem refused(String why) {
        return refused("", why);
    }

    /** @param code how the database itself names the reason */
    public Problem refusedWith(String code, String why) {
        return refused(" (" + code + ")", why);
    }

    private Problem refused(String reason, String why) {
        return new Problem(
                ErrorCode.DATABASE_REFUSED,
                product + " refused a command on " + where + reason,
                why,
                "see the cause above; `whimbrel health` tells what the database is ready for");
    }

    /** {@return the failure of a run whose last request was not answered, and whose history cannot be asked either} */
    public static DatabaseException unsettled(String why, Exception cause) {
        return new DatabaseException(
                new Problem(
                        ErrorCode.UNREACHABLE,
                        "the connection was lost, and the server cannot be asked how far the run came",
                        why,
                        "run again when the server is back: what went through is in the history and is not run twice"),
                cause);
    }
}
