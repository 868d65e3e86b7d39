package dev.whimbrel.testkit.server;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** What {@link RequiresNeo4j} does: the absence of a server is a skipped test here and a failed one under CI. */
final class Neo4jRequirement
        implements ExecutionCondition, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            return ConditionEvaluationResult.enabled(Neo4jServer.shared().toString());
        } catch (ServerUnavailableException e) {
            failUnderCi(e);
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        skipIfUnavailable(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        skipIfUnavailable(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        skipIfUnavailable(failure);
    }

    private static void skipIfUnavailable(Throwable failure) throws Throwable {
        if (failure instanceof ServerUnavailableException unavailable) {
            failUnderCi(unavailable);
            Assumptions.abort(unavailable.getMessage());
        }
        throw failure;
    }

    private static void failUnderCi(ServerUnavailableException unavailable) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw unavailable;
        }
    }
}
