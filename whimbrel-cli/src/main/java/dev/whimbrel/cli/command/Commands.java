package dev.whimbrel.cli.command;

import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Durations;
import dev.whimbrel.migration.Version;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The commands. */
public final class Commands {

    private static final String COMPLETION = "completion";
    private static final String SHARE = "share";

    /** In the order of the help. */
    private static final List<String> NAMES = List.of(
            "init",
            "create",
            "status",
            "migrate",
            "migrate-manual",
            "backfill",
            "switch",
            "contract",
            "down",
            "validate",
            "verify",
            "repair",
            "baseline",
            "adopt",
            "health",
            "wait",
            "config",
            "serve",
            "demo",
            COMPLETION,
            SHARE);

    private Commands() {}

    /**
     * {@return the commands that these arguments can be about, ready to parse them} Reading the annotations of all of
     * them takes picocli some 40 ms, so where the first argument names a command, it comes alone.
     */
    public static CommandLine of(Program program, List<String> arguments) {
        CommandLine commands = new CommandLine(new Root());
        for (String name : wanted(arguments)) {
            commands.addSubcommand(name, command(name, program));
        }
        commands.registerConverter(Version.class, new Explained<>(Version::of));
        commands.registerConverter(Duration.class, new Explained<>(Durations::parse));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.getSubcommands().values().forEach(command -> command.setCaseInsensitiveEnumValuesAllowed(true));
        return commands;
    }

    /** What is made out of the commands is about all commands, and so is the help. */
    private static List<String> wanted(List<String> arguments) {
        return arguments.stream()
                .limit(1)
                .filter(NAMES::contains)
                .filter(name -> !name.equals(COMPLETION) && !name.equals(SHARE))
                .findFirst()
                .map(List::of)
                .orElse(NAMES);
    }

    private static Object command(String name, Program program) {
        return switch (name) {
            case "init" -> new InitCommand(program);
            case "create" -> new CreateCommand(program);
            case "status" -> new StatusCommand(program);
            case "migrate" -> new MigrateCommand(program);
            case "migrate-manual" -> new MigrateManualCommand(program);
            case "backfill" -> new BackfillCommand(program);
            case "switch" -> new SwitchCommand(program);
            case "contract" -> new ContractCommand(program);
            case "down" -> new DownCommand(program);
            case "validate" -> new ValidateCommand(program);
            case "verify" -> new VerifyCommand(program);
            case "repair" -> new RepairCommand(program);
            case "baseline" -> new BaselineCommand(program);
            case "adopt" -> new AdoptCommand(program);
            case "health" -> new HealthCommand(program);
            case "wait" -> new WaitCommand(program);
            case "config" -> new ConfigCommand(program);
            case "serve" -> new ServeCommand(program);
            case "demo" -> new DemoCommand(program);
            case COMPLETION -> new CompletionCommand(program);
            case SHARE -> new ShareCommand(program);
            default -> throw new IllegalArgumentException("no command is called " + name);
        };
    }

    /**
     * Puts what is wrong with a value where picocli shows it. No lambda, and neither is any other implementation of
     * picocli's interfaces: its class files are of an old kind, which an archive of classes holds only as long as nothing
     * that is made at run time depends on them.
     */
    private record Explained<T>(Function<String, T> parser) implements ITypeConverter<T> {

        @Override
        public T convert(String text) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Command(
            name = "whimbrel",
            description = "Migrates the databases behind an application along one timeline.",
            synopsisSubcommandLabel = "COMMAND",
            scope = ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            versionProvider = ToolVersionProvider.class,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:done, or nothing to do",
                "1:failed: a database refused or could not be reached, or a migration failed",
                "2:usage, settings, or a folder that cannot be read as a timeline; nothing was touched",
                "3:something is pending (status --check)",
                "4:files and history disagree, or verify found something",
                "5:another process holds the migration lock"
            },
            footer = {
                "",
                "First steps:",
                "  whimbrel demo                       see it work on a temporary SQLite file",
                "  whimbrel init                       write whimbrel.yaml and the folder",
                "  whimbrel create initial --down      write the first migration",
                "  whimbrel status && whimbrel migrate"
            })
    private static final class Root implements Runnable {

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "a command is missing; `whimbrel --help` lists them");
        }
    }

    private static final class ToolVersionProvider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"whimbrel " + ToolVersion.get()};
        }
    }
}
