package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.cli.output.Terminal.Style;
import dev.whimbrel.cli.settings.Overrides;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code whimbrel demo}. */
@Command(
        name = "demo",
        description =
                "Show the whole job on a temporary SQLite file: migrations, embeddings, a kill and a resume, another model.",
        footer = {"", "Example:", "  whimbrel demo"})
final class DemoCommand implements Callable<Integer> {

    private static final String AGAIN = "008_embed_messages_again.embedding.yaml";

    private final Program program;
    private final Terminal terminal;

    DemoCommand(Program program) {
        this.program = program;
        this.terminal = program.terminal();
    }

    @Override
    public Integer call() {
        try {
            return hasLocalModels() ? play(DemoFolder.make()) : playShort(DemoFolder.make());
        } catch (IOException e) {
            throw new UncheckedIOException("in the demo's temporary folder", e);
        } catch (SQLException e) {
            throw new IllegalStateException("searching in the demo's database", e);
        } catch (Stopped e) {
            return e.exitCode;
        }
    }

    /** They are an archive of their own. */
    private static boolean hasLocalModels() {
        return DemoCommand.class.getResource("/ai/onnxruntime/OrtEnvironment.class") != null;
    }

    /** What can be shown without a model. */
    private int playShort(DemoFolder folder) throws IOException {
        folder.withoutEmbeddings();
        Program inside = new Program(terminal, folder.path(), Map.of(), program.input(), Program.Prompt.NONE);
        tell("A chat application: its tables and 240 messages. All in " + folder.path());
        for (String command : List.of("status", "migrate", "verify")) {
            run(inside, command);
        }
        tell("Embeddings, the rest of the demo, need the archive local-models, unpacked over this installation.");
        end(folder);
        return ExitCode.OK;
    }

    private int play(DemoFolder folder) throws IOException, SQLException {
        Program inside = new Program(terminal, folder.path(), Map.of(), program.input(), Program.Prompt.NONE);
        Settings settings = inside.settings().load(nothing()).settings();
        DemoQuestion question = new DemoQuestion(terminal, settings, folder.database());

        tell("A chat application: its tables, 240 messages, and a vector for each message. All in " + folder.path());
        run(inside, "migrate");
        tell(
                "Six migrations are applied. The seventh makes vectors, which takes time; it has only begun. The messages are"
                        + " embedded by a model in this process: no server, no key.");
        tell("Now a backfill is started, and killed in the middle.");
        long done = new DemoKill(inside, settings).run();
        terminal.print(terminal.styled(Style.STRONG, "$ whimbrel backfill") + "   killed after " + done + " rows");
        run(inside, "status");
        tell("Nothing is lost and nothing need be repaired: run it again, and it goes on where it was.");
        run(inside, "backfill");
        tell("Questions find messages by what they mean, not by their words:");
        question.ask();
        folder.add(AGAIN);
        tell("Another model. Its vectors are made beside the old ones, which stay in use until the switch.");
        run(inside, "migrate");
        run(inside, "backfill");
        run(inside, "switch", "008");
        question.ask();
        tell("And back at once, if answers got worse:");
        run(inside, "switch", "--back", "chat_messages.embedding");
        run(inside, "verify");
        end(folder);
        return ExitCode.OK;
    }

    private void end(DemoFolder folder) {
        tell("All of it is left for you to look at: cd " + folder.path());
        terminal.print("  migrations/    what was applied            chat.db   the database, with sqlite3 or any tool");
        terminal.print("  whimbrel.yaml  settings, with two models");
        terminal.print(
                "Try there: `whimbrel status`, `whimbrel down`, or change a message in chat.db and `whimbrel backfill`.");
        terminal.print("Your own project: `whimbrel init`.");
    }

    private static Overrides nothing() {
        return new Overrides(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private void tell(String words) {
        terminal.print("");
        terminal.print(words);
    }

    private void run(Program inside, String... command) {
        terminal.print(terminal.styled(Style.STRONG, "$ whimbrel " + String.join(" ", command)));
        int exitCode = inside.run(command);
        if (exitCode != ExitCode.OK) {
            throw new Stopped(exitCode);
        }
    }

    /** A command failed, and has said why. */
    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int exitCode;

        Stopped(int exitCode) {
            this.exitCode = exitCode;
        }
    }
}
