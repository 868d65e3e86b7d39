package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.error.Problems;
import dev.whimbrel.report.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports what a check found. */
final class FindingsReport {

    private FindingsReport() {}

    /** Print the findings, or that all is well. {@return the exit code} */
    static int print(ConnectedCommand command, Problems problems, String allIsWell) {
        return print(command, problems, Map.of(), () -> {
            if (problems.isEmpty()) {
                command.terminal().print(allIsWell);
            }
        });
    }

    /**
     * Print also what else there is to tell. {@return the exit code}
     *
     * @param further more fields for programs
     * @param text what people read before the findings
     */
    static int print(
            ConnectedCommand command, Problems problems, Map<String, @Nullable Object> further, Runnable text) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", problems.isEmpty() ? "ok" : "findings");
        json.put("problems", Json.problems(problems));
        json.putAll(further);
        command.report(json, text);
        new ProblemPrinter(command.terminal()).print(problems);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.DISAGREEMENT;
    }
}
