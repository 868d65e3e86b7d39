package dev.whimbrel.cli.command;

import dev.whimbrel.cli.settings.Durations;
import dev.whimbrel.database.sql.ToolVersion;
import dev.whimbrel.migration.Version;
import java.time.Duration;
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

/** The commands, as they are listed in the help. */
public final class Commands {

    private Commands() {}

    /** {@return all commands, ready to parse arguments} */
    public static CommandLine of(Program program) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(new InitCommand(program))
                .addSubcommand(new CreateCommand(program))
                .addSubcommand(new StatusCommand(program))
                .addSubcommand(new MigrateCommand(program))
                .addSubcommand(new MigrateManualCommand(program))
                .addSubcommand(new DownCommand(program))
                .addSubcommand(new ValidateCommand(program))
                .addSubcommand(new VerifyCommand(program))
                .addSubcommand(new RepairCommand(program))
                .addSubcommand(new BaselineCommand(program))
                .addSubcommand(new HealthCommand(program))
                .addSubcommand(new WaitCommand(program))
                .addSubcommand(new ConfigCommand(program))
                .addSubcommand(new DemoCommand(program))
                .addSubcommand(new CompletionCommand(program));
        commands.registerConverter(Version.class, explained(Version::of));
        commands.registerConverter(Duration.class, explained(Durations::parse));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.getSubcommands().values().forEach(command -> command.setCaseInsensitiveEnumValuesAllowed(true));
        return commands;
    }

    /** Puts what is wrong with a value where picocli shows it. */
    private static <T> ITypeConverter<T> explained(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
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
