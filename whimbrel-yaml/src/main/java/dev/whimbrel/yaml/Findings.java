package dev.whimbrel.yaml;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with one definition, each with its place. */
final class Findings {

    private final Place start;
    private final List<Problem> problems = new ArrayList<>();

    Findings(Place start) {
        this.start = start;
    }

    void add(Node at, String what, String why, String remedy) {
        problems.add(problem(place(at.getStartMark()), what, why, remedy));
    }

    TimelineException syntax(Optional<Mark> at, String why) {
        return new TimelineException(problem(
                place(at),
                "this is not valid YAML",
                why,
                "mend the file; values that hold `: ` or ` #`, or begin with a sign, are written in quotes"));
    }

    private static Problem problem(Place place, String what, String why, String remedy) {
        return new Problem(ErrorCode.DEFINITION_INVALID, place + ": " + what, why, remedy);
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(
                        start.script(),
                        start.line() + at.getLine(),
                        at.getLine() == 0 ? start.column() + at.getColumn() : at.getColumn() + 1))
                .orElse(start);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Refuse the definition, with all that is wrong with it. */
    TimelineException refusal() {
        return new TimelineException(Problems.of(problems));
    }
}
