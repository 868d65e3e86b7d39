package dev.whimbrel.spring;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.WhimbrelException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why an application did not start as Whimbrel tells it everywhere: what, why, and what to do. */
final class WhimbrelFailureAnalyzer extends AbstractFailureAnalyzer<WhimbrelException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WhimbrelException cause) {
        String description = cause.problems().stream()
                .map(problem -> problem + "\n  why: " + problem.why())
                .collect(Collectors.joining("\n"));
        String action =
                cause.problems().stream().map(Problem::remedy).distinct().collect(Collectors.joining("\n"));
        return new FailureAnalysis(description, action, cause);
    }
}
