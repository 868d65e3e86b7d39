package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;

/** Prints what is wrong: three lines each, to the stream for talk. */
public final class ProblemPrinter {

    private static final int MOST = 10;

    private final Terminal terminal;

    public ProblemPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(Problems problems) {
        problems.stream().limit(MOST).forEach(this::print);
        long more = problems.stream().count() - MOST;
        if (more > 0) {
            terminal.say("… and " + more + " more of the kind; `whimbrel validate --output json` lists all");
        }
    }

    public void print(Problem problem) {
        terminal.say(terminal.styled(Style.BAD, "error " + problem.code().code()) + "  " + oneLine(problem.what()));
        terminal.say("  why: " + oneLine(problem.why()));
        terminal.say("  do:  " + oneLine(problem.remedy()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
