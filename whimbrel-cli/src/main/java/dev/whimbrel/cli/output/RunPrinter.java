package dev.whimbrel.cli.output;

import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.database.Blocker;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.plan.Plan;
import dev.whimbrel.plan.Step;
import dev.whimbrel.report.Json;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.run.RunReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a run as it goes on, a line for each migration, and sums it up at its end. */
public final class RunPrinter implements RunListener {

    private static final int VERB = "reverted".length();
    private static final int DESCRIPTION = 40;
    private static final String STARTED = "started";

    /** How long nothing is said again that was said before. */
    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final boolean verbose;
    private int labelWidth;

    /** Nothing where all that runs is for one database. */
    private int databaseWidth;

    private Progress progress = new Progress(0);
    private List<Integer> saidBlockers = List.of();
    private long saidAt;

    /** @param verbose whether to tell also what begins and how far it is */
    public RunPrinter(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    @Override
    public void stepStarted(Step step) {
        saidBlockers = List.of();
        progress = new Progress(step.script().summary().statements());
        if (verbose) {
            terminal.say("begun: " + step.script().name() + " on " + step.database() + ", "
                    + Times.count(step.script().summary().statements(), "statement"));
        }
    }

    @Override
    public void statementsDone(Step step, int done) {
        progress.line(done)
                .ifPresent(
                        line -> terminal.progress("running   " + step.script().name() + "  " + line));
        if (verbose) {
            terminal.say("done: " + done + " of " + step.script().summary().statements() + " statements of "
                    + step.script().name());
        }
    }

    @Override
    public void stepProgressed(Step step, String words) {
        terminal.progress("running   " + step.script().name() + "  " + words);
        if (verbose) {
            terminal.say("on the way: " + step.script().name() + ": " + words);
        }
    }

    /** Said again after a while, or when it is somebody else, and told on the line that is replaced in between. */
    @Override
    public void stepBlocked(Step step, List<Blocker> blockers) {
        String who = blockers.stream().map(RunPrinter::words).collect(Collectors.joining("; "));
        List<Integer> processes = blockers.stream().map(Blocker::process).toList();
        if (!processes.equals(saidBlockers) || System.nanoTime() - saidAt > REPEAT.toNanos()) {
            saidBlockers = processes;
            saidAt = System.nanoTime();
            terminal.progress("");
            terminal.say("waiting: " + step.script().name() + " waits for " + who);
        } else {
            terminal.progress("waiting   " + step.script().name() + "  for " + who);
        }
    }

    private static String words(Blocker blocker) {
        String process = blocker.process() == 0 ? "a prepared transaction" : "process " + blocker.process();
        return process + " (" + blocker.application()
                + blocker.user().map(user -> ", user " + user).orElse("") + ")"
                + blocker.state().map(state -> ", " + state).orElse("")
                + blocker.transactionAge()
                        .map(age -> ", its transaction open for " + Times.of(age))
                        .orElse("")
                + blocker.statementAge()
                        .map(age -> ", its last statement begun " + Times.of(age) + " ago")
                        .orElse("");
    }

    @Override
    public void planMade(Plan plan) {
        labelWidth = plan.steps().stream()
                .mapToInt(step -> step.migration().id().label().length())
                .max()
                .orElse(0);
        List<String> databases =
                plan.steps().stream().map(Step::database).distinct().toList();
        databaseWidth = databases.size() < 2
                ? 0
                : databases.stream().mapToInt(String::length).max().orElseThrow();
    }

    @Override
    public void waiting(String database, Optional<String> holder) {
        terminal.say("waiting: another process is migrating " + database
                + holder.map(who -> " (" + who + ")").orElse(""));
    }

    @Override
    public void stepRetried(Step step, String reason, int attempt) {
        terminal.say("stepped back: " + step.script().name() + ": " + reason + "; trying again (" + attempt + ")");
    }

    @Override
    public void stepDone(Step step, Duration duration) {
        terminal.progress("");
        terminal.print(terminal.styled(Style.GOOD, pad(verb(step), VERB)) + "  "
                + pad(step.migration().id().label(), labelWidth) + "  "
                + (databaseWidth == 0 ? "" : pad(step.database(), databaseWidth) + "  ")
                + pad(step.migration().description(), DESCRIPTION) + "  " + Times.of(duration));
    }

    private static String pad(String text, int width) {
        String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }

    @Override
    public void stopped(RunReport report) {
        terminal.progress("");
        String verb = report.plan().direction() == Direction.UP ? "applied" : "reverted";
        if (!report.problems().isEmpty()) {
            terminal.print(report.done().size() + " " + verb + (report.failed().isPresent() ? ", 1 failed, " : ", ")
                    + report.notStarted().size() + " not started");
        } else if (report.done().isEmpty()) {
            terminal.print(
                    report.plan().direction() == Direction.UP
                            ? "nothing to do: no migration is pending"
                            : "nothing to do: no migration to revert");
        } else {
            Duration total =
                    report.done().stream().map(RunReport.StepResult::duration).reduce(Duration.ZERO, Duration::plus);
            terminal.print(sum(report.done(), verb) + " in " + Times.of(total));
        }
    }

    /** {@return how many went through; long work is only started} */
    private static String sum(List<RunReport.StepResult> done, String verb) {
        int started = (int) done.stream()
                .filter(result -> verb(result.step()).equals(STARTED))
                .count();
        int through = done.size() - started;
        if (started == 0) {
            return Times.count(through, "migration") + " " + verb;
        }
        return through == 0
                ? Times.count(started, "migration") + " " + STARTED
                : Times.count(through, "migration") + " " + verb + " and " + started + " " + STARTED;
    }

    private static String verb(Step step) {
        if (step.direction() != Direction.UP) {
            return "reverted";
        }
        return step.migration().kind().isLongRunning() ? STARTED : "applied";
    }

    /** {@return the same for programs} */
    public static Map<String, @Nullable Object> json(RunReport report) {
        boolean isUp = report.plan().direction() == Direction.UP;
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("outcome", outcome(report, isUp));
        json.put("layout", report.plan().layout());
        json.put(
                isUp ? "applied" : "reverted",
                report.done().stream().map(Json::result).toList());
        json.put("failed", report.failed().map(Json::step).orElse(null));
        json.put("not_started", report.notStarted().stream().map(Json::step).toList());
        json.put("problems", Json.problems(report.problems()));
        return json;
    }

    private static String outcome(RunReport report, boolean isUp) {
        if (!report.problems().isEmpty()) {
            return "failed";
        }
        if (report.done().isEmpty()) {
            return "nothing to do";
        }
        return isUp ? "applied" : "reverted";
    }
}
