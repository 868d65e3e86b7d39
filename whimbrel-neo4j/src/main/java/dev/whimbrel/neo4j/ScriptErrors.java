package dev.whimbrel.neo4j;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problem;
import dev.whimbrel.migration.Execution;
import dev.whimbrel.migration.Place;
import dev.whimbrel.migration.Statement;
import dev.whimbrel.plan.Step;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.exceptions.Neo4jException;

/** Puts into words why Neo4j refused a script's statement, and what helps. */
final class ScriptErrors {

    private static final Pattern OFFSET = Pattern.compile("\\(line \\d+, column \\d+ \\(offset: (\\d+)\\)\\)");

    private static final Set<String> EXISTS = Set.of(
            "Neo.ClientError.Schema.ConstraintAlreadyExists",
            "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
            "Neo.ClientError.Schema.IndexAlreadyExists",
            "Neo.ClientError.Schema.IndexWithNameAlreadyExists",
            "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists");

    private ScriptErrors() {}

    static MigrationFailedException failed(Step step, CypherFailure failure) {
        Neo4jException reason = failure.reason();
        String what = step.failedAt(where(step, failure)) + " (" + Neo4jErrors.code(reason) + ")";
        ErrorCode code =
                EXISTS.contains(Neo4jErrors.code(reason)) ? ErrorCode.OBJECT_EXISTS : ErrorCode.MIGRATION_FAILED;
        String why =
                Neo4jErrors.oneLine(OFFSET.matcher(Neo4jErrors.message(reason)).replaceAll(""));
        return new MigrationFailedException(
                new Problem(code, what, why, remedy(step, failure) + kept(step, failure)), reason);
    }

    private static String where(Step step, CypherFailure failure) {
        return failure.statement()
                .map(statement -> place(statement, failure.reason()) + ": " + statement.excerpt())
                .orElse(step.script().name() + ", at its end");
    }

    /** The server counts characters of the statement, from zero. */
    private static Place place(Statement statement, Neo4jException reason) {
        Matcher offset = OFFSET.matcher(String.valueOf(reason.getMessage()));
        if (!offset.find()) {
            return statement.place();
        }
        int at = Integer.parseInt(offset.group(1));
        return at > statement.text().length()
                ? statement.place()
                : statement.start().after(statement.text(), at);
    }

    private static String remedy(Step step, CypherFailure failure) {
        Neo4jException reason = failure.reason();
        if (EXISTS.contains(Neo4jErrors.code(reason))) {
            return "if this was run by hand before, `whimbrel baseline "
                    + step.migration().id().label() + "` declares it done; otherwise mend the script";
        }
        if (Neo4jErrors.isLost(reason)) {
            return "find out who ended the connection (the server's log tells), then run again";
        }
        if (Neo4jErrors.code(reason).equals("Neo.ClientError.Security.Forbidden")) {
            return "grant the privilege to the user, or migrate as another one; then run again";
        }
        return "mend the script and run again";
    }

    private static String kept(Step step, CypherFailure failure) {
        if (step.isTransactional()) {
            return "; nothing of this migration was kept";
        }
        boolean isInPart = failure.statement()
                .filter(statement -> statement.execution() == Execution.NON_TRANSACTIONAL)
                .isPresent();
        return isInPart
                ? "; batches of this statement may be done, and the next run begins it again"
                : "; what is counted in the history is done, and the next run goes on there";
    }
}
