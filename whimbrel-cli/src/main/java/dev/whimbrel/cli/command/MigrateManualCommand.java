package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.Whimbrel;
import dev.whimbrel.cli.settings.Overrides;
import dev.whimbrel.database.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code whimbrel migrate-manual}. */
@Command(
        name = "migrate-manual",
        description = "Apply the pending migrations to a database named by hand; no settings file is needed. "
                + "The password is asked for without echo.",
        footer = {
            "",
            "Examples:",
            "  whimbrel migrate-manual --host localhost --port 5432 --database localrag_dev --user localrag",
            "  whimbrel migrate-manual --uri bolt://localhost:7687 --user neo4j",
            "  whimbrel migrate-manual --uri sqlite:chat.db --migrations db/migrations",
            "  whimbrel migrate-manual --host db --database app --user app --password-stdin < /run/secrets/db"
        })
final class MigrateManualCommand extends ConnectedCommand {

    @Option(names = "--host", paramLabel = "HOST", description = "The server (default: ${DEFAULT-VALUE}).")
    String host = "localhost";

    @Option(names = "--port", paramLabel = "PORT", description = "Its port (default: ${DEFAULT-VALUE}).")
    int port = 5432;

    @Option(names = "--database", paramLabel = "NAME", description = "The database on that server.")
    Optional<String> database = Optional.empty();

    @Option(names = "--uri", paramLabel = "URI", description = "All of this in one, without a password.")
    Optional<String> uri = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "Who to connect as.")
    Optional<String> user = Optional.empty();

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
    boolean passwordFromInput;

    @Option(names = "--migrations", paramLabel = "DIR", split = ",", description = "The folder of the migrations.")
    List<Path> migrations = List.of();

    @Mixin
    final UpMixin up = new UpMixin();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    MigrateManualCommand(Program program) {
        super(program);
    }

    @Override
    Overrides overrides() {
        String url = uri.orElseGet(this::urlOfParts);
        SettingsOptions.refuseSecret("--uri", url);
        Overrides overrides = Overrides.of(Optional.empty(), Optional.of(url), user, migrations)
                .withLockWait(up.wait)
                .withTimeouts(up.timeouts.lock, up.timeouts.statement);
        return passwordFromInput ? overrides.withPassword(readPassword()) : overrides;
    }

    private String urlOfParts() {
        String name = database.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "name the database: --database NAME, or --uri URI"));
        return "postgresql://" + host + ":" + port + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private Secret readPassword() {
        try {
            String line = new BufferedReader(new InputStreamReader(program.input(), StandardCharsets.UTF_8)).readLine();
            return Secret.of(line == null ? "" : line);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the password from standard input", e);
        }
    }

    @Override
    int run(Whimbrel whimbrel, Settings effective) {
        return Migrating.run(this, whimbrel, up);
    }
}
