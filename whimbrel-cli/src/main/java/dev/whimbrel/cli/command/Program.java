package dev.whimbrel.cli.command;

import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.cli.settings.Environment;
import dev.whimbrel.cli.settings.SettingsLoader;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.Secret;
import dev.whimbrel.neo4j.Neo4jProvider;
import dev.whimbrel.postgres.PostgresProvider;
import dev.whimbrel.redis.RedisProvider;
import dev.whimbrel.sqlite.SqliteProvider;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The program without its process: what a command has at hand. Several may run in one process.
 *
 * @param terminal where to write
 * @param directory the working directory
 * @param variables the environment
 * @param input standard input
 * @param prompt asks the person, if there is one
 */
public record Program(
        Terminal terminal, Path directory, Map<String, String> variables, InputStream input, Prompt prompt) {

    /** Asks the person in front of the terminal. */
    public interface Prompt {

        /** Nobody is there to be asked. */
        Prompt NONE = new Prompt() {
            @Override
            public Optional<Secret> secret(String question) {
                return Optional.empty();
            }

            @Override
            public boolean confirms(String question) {
                return false;
            }
        };

        /** {@return what the person typed, unseen; nothing if nobody is there} */
        Optional<Secret> secret(String question);

        /** {@return whether the person said yes} */
        boolean confirms(String question);
    }

    /** {@return the kinds of databases this program knows} */
    public List<DatabaseProvider> providers() {
        return List.of(new PostgresProvider(), new SqliteProvider(), new Neo4jProvider(), new RedisProvider());
    }

    /** {@return a reader of the settings for this directory and environment} */
    public SettingsLoader settings() {
        return new SettingsLoader(directory, Environment.of(variables, directory));
    }

    /** Run one command. {@return the exit code} */
    public int run(String... args) {
        CommandLine commands = Commands.of(this, List.of(args));
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()));
        Failures failures = new Failures(terminal);
        commands.setExecutionExceptionHandler(failures);
        commands.setParameterExceptionHandler(failures);
        return commands.execute(args);
    }
}
