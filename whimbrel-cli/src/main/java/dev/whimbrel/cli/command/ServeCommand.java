package dev.whimbrel.cli.command;

import dev.whimbrel.Settings;
import dev.whimbrel.cli.output.ProblemPrinter;
import dev.whimbrel.cli.output.Terminal;
import dev.whimbrel.database.Health;
import dev.whimbrel.server.ServerSettings;
import dev.whimbrel.server.WhimbrelServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code whimbrel serve}. */
@Command(
        name = "serve",
        description = {
            "Answer over HTTP how the databases are and where the migrations stand: /api/v1/health, /api/v1/status, "
                    + "/metrics, /livez, /readyz, and a page at /. It only reads, and runs until it is stopped: "
                    + "Ctrl-C or SIGTERM, after which answers under way are finished and the exit code is 0."
        },
        footer = {
            "",
            "Examples:",
            "  whimbrel serve",
            "  whimbrel serve --host 0.0.0.0          in a container; anyone can read it",
            "  curl -f http://127.0.0.1:8080/api/v1/health"
        })
final class ServeCommand implements Callable<Integer> {

    @Mixin
    final SettingsOptions settings = new SettingsOptions();

    @Mixin
    final TalkOptions talk = new TalkOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Where to listen (default: ${DEFAULT-VALUE}, which only this machine reaches).")
    String host = ServerSettings.defaults().host();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    int port = ServerSettings.defaults().port();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Program program;

    ServeCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Settings effective = program.settings().load(settings.overrides()).settings();
        try (WhimbrelServer server = WhimbrelServer.start(listen(), effective, program.providers(), this::tell)) {
            announce(server.address());
            Stop.await(server::close);
        }
        return ExitCode.OK;
    }

    private ServerSettings listen() {
        try {
            return new ServerSettings(host, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void announce(InetSocketAddress address) {
        Terminal terminal = program.terminal();
        if (!talk.quiet) {
            terminal.print("listening at http://" + named(address));
        }
        if (!address.getAddress().isLoopbackAddress()) {
            terminal.say("anyone who can reach this address can read it; there is no password");
        }
    }

    private static String named(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String text = ip.getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort() + "/";
    }

    /** The operator's eyes see it all; what goes out over HTTP is only the code. */
    private void tell(Health health) {
        if (health.isUp()) {
            program.terminal().say(health.database() + " is up");
        } else {
            program.terminal().say(health.database() + " is down");
            new ProblemPrinter(program.terminal()).print(health.problems());
        }
    }
}
