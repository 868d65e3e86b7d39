package dev.whimbrel.redis;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.migration.StatementReader;
import dev.whimbrel.plan.Step;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Puts into words why Redis refused a script's command, and what helps. */
final class RedisFailures {

    /** Which module brings the commands that begin so. */
    private static final Map<String, String> MODULES = Map.of(
            "FT", "the search module (RediSearch)",
            "JSON", "the JSON module (RedisJSON)",
            "TS", "the time series module (RedisTimeSeries)",
            "BF", "the probabilistic module (RedisBloom)",
            "CF", "the probabilistic module (RedisBloom)",
            "CMS", "the probabilistic module (RedisBloom)",
            "TOPK", "the probabilistic module (RedisBloom)",
            "TDIGEST", "the probabilistic module (RedisBloom)");

    private RedisFailures() {}

    /** @param done how many commands of the script went through before the one that was refused */
    static MigrationFailedException failed(Step step, int done, String message) {
        try (StatementReader script = step.script().open()) {
            Optional<Statement> refused = script.next();
            for (int i = 0; i < done; i++) {
                refused = script.next();
            }
            return failed(step, refused.orElseThrow(), message);
        } catch (IOException e) {
            throw step.unreadable(e);
        }
    }

    static MigrationFailedException failed(Step step, Statement statement, String message) {
        Advice advice = advice(step, message);
        return new MigrationFailedException(
                new Problem(
                        advice.code(),
                        what(step, statement),
                        message,
                        advice.remedy() + "; the commands before this one are done, and the next run goes on here"),
                null);
    }

    /** {@return the failure of a run that was not begun, as it would come to a command the server does not have} */
    static MigrationFailedException unknown(Step step, Statement statement, String name) {
        String why = "the server has no command " + name;
        int dot = name.indexOf('.');
        String module = dot < 0 ? null : MODULES.get(name.substring(0, dot));
        Problem problem = module == null
                ? new Problem(
                        ErrorCode.MIGRATION_FAILED,
                        what(step, statement),
                        why,
                        "correct its name, or use a server that has it; nothing was run")
                : new Problem(
                        ErrorCode.EXTENSION_UNAVAILABLE,
                        what(step, statement),
                        why + ": " + module + " is not loaded",
                        "use Redis 8 (image redis:8), which brings it, or Redis Stack (image redis/redis-stack-server),"
                                + " or load it with `loadmodule` in redis.conf; nothing was run");
        return new MigrationFailedException(problem, null);
    }

    private static String what(Step step, Statement statement) {
        return step.failedAt(statement.place() + ": " + statement.excerpt());
    }

    private record Advice(ErrorCode code, String remedy) {}

    private static Advice advice(Step step, String message) {
        String label = step.migration().id().label();
        if (message.contains("already exists")) {
            return new Advice(
                    ErrorCode.OBJECT_EXISTS,
                    "if this was run by hand before, `whimbrel baseline " + label
                            + "` declares it done; otherwise mend the script and run again");
        }
        if (message.startsWith("NOPERM") || message.contains("executing the script can't")) {
            return new Advice(
                    ErrorCode.PERMISSION_DENIED,
                    "grant the command and its keys to the user (ACL SETUSER), then run again");
        }
        if (message.startsWith("OOM")) {
            return new Advice(ErrorCode.MIGRATION_FAILED, "remove keys or raise maxmemory, then run again");
        }
        if (message.contains("not allowed from script")) {
            return new Advice(
                    ErrorCode.MIGRATION_FAILED,
                    "remove it from the script: each command of a migration runs within a script of the server");
        }
        return new Advice(ErrorCode.MIGRATION_FAILED, "mend the script from this line on and run again");
    }
}
