package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.output.JsonPrinter;
import dev.whimbrel.cli.output.RunPrinter;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.cli.settings.Overrides;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.WhimbrelException;
import dev.whimbrel.run.RunListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What commands share that connect to databases: settings in, Whimbrel opened and closed, report out. */
abstract class ConnectedCommand implements Callable<Integer> {

    @Mixin
    final OutputOption output = new OutputOption();

    @Mixin
    final TalkOptions talk = new TalkOptions();

    final Program program;

    ConnectedCommand(Program program) {
        this.program = program;
    }

    /** Do the work. {@return the exit code} */
    abstract int run(Whimbrel whimbrel, Settings effective);

    /** {@return what the options say about the settings} */
    abstract Overrides overrides();

    /** {@return the settings as they suit this command} */
    Settings adapted(Settings settings) {
        return settings;
    }

    @Override
    public final Integer call() {
        Overrides overrides = overrides();
        try {
            return runWith(overrides);
        } catch (WhimbrelException e) {
            boolean lacksPassword =
                    e.problems().stream().anyMatch(problem -> problem.code() == ErrorCode.PASSWORD_MISSING);
            Optional<Secret> typed = lacksPassword ? program.prompt().secret("Password") : Optional.empty();
            return runWith(overrides.withPassword(typed.orElseThrow(() -> e)));
        }
    }

    private int runWith(Overrides overrides) {
        Settings effective = adapted(program.settings().load(overrides).settings());
        try (Whimbrel whimbrel = Whimbrel.of(effective, program.providers())) {
            return run(whimbrel, effective);
        }
    }

    final Terminal terminal() {
        return program.terminal();
    }

    /** Print a report in the form asked for. */
    final void report(Map<String, @Nullable Object> json, Runnable text) {
        report(() -> json, text);
    }

    /** The same of one that takes long to put together. */
    final void report(Supplier<Map<String, @Nullable Object>> json, Runnable text) {
        if (output.isJson()) {
            new JsonPrinter(terminal()).print(json.get());
        } else if (!talk.quiet) {
            text.run();
        }
    }

    /** {@return what prints a run as it goes on} */
    final RunListener listener() {
        return output.isJson() || talk.quiet ? RunListener.NONE : new RunPrinter(terminal(), talk.verbose);
    }
}
