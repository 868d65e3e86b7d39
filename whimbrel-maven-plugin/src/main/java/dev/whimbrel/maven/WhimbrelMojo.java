package dev.whimbrel.maven;

import dev.whimbrel.cli.command.Program;
import dev.whimbrel.cli.output.Terminal;
import java.io.File;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A goal that runs one command as the command line does: the same settings, the same words, the same exit codes. There is
 * no parameter for a password on purpose.
 */
abstract class WhimbrelMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
    private @Nullable File basedir;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private @Nullable Settings settings;

    @Inject
    private @Nullable SettingsDecrypter decrypter;

    /** The settings file; {@code whimbrel.yaml} in the project's folder if there is one. */
    @Parameter(property = "whimbrel.config")
    private @Nullable File config;

    /** The database, instead of those in the settings file. Never with a password. */
    @Parameter(property = "whimbrel.url")
    private @Nullable String url;

    /** Only this one of the configured databases; with a URL, what the database is called. */
    @Parameter(property = "whimbrel.database")
    private @Nullable String database;

    /** The folders of the migrations; {@code migrations} if neither this nor the settings file names any. */
    @Parameter(property = "whimbrel.migrations")
    private @Nullable List<File> migrations;

    /** The id of a server in {@code settings.xml} whose user and password are those of the database. */
    @Parameter(property = "whimbrel.server")
    private @Nullable String server;

    /** The user, if no server names one. */
    @Parameter(property = "whimbrel.user")
    private @Nullable String user;

    /** A file that holds the password and nothing else, if no server names one. */
    @Parameter(property = "whimbrel.passwordFile")
    private @Nullable File passwordFile;

    /** Do nothing. */
    @Parameter(property = "whimbrel.skip", defaultValue = "false")
    private boolean skip;

    /** {@return the command and its own options} */
    abstract List<String> command();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        if (basedir == null || settings == null || decrypter == null) {
            throw new MojoExecutionException("Maven has not set up the goal");
        }
        Credentials credentials = new Credentials(
                Optional.ofNullable(server),
                Optional.ofNullable(user),
                Optional.ofNullable(passwordFile).map(File::toPath));
        LogWriter out = new LogWriter(getLog()::info);
        LogWriter err = new LogWriter(this::say);
        try (PrintWriter data = new PrintWriter(out);
                PrintWriter talk = new PrintWriter(err)) {
            Program program = new Program(
                    new Terminal(data, talk, Ansi.OFF),
                    basedir.toPath(),
                    credentials.variables(System.getenv(), Optional.ofNullable(database), settings, decrypter),
                    InputStream.nullInputStream(),
                    Program.Prompt.NONE);
            int exitCode = program.run(arguments().toArray(String[]::new));
            talk.flush();
            if (exitCode != 0) {
                throw new MojoFailureException(
                        err.firstError().orElse("whimbrel " + command().get(0) + " ended with exit code " + exitCode));
            }
        }
    }

    private void say(String line) {
        if (LogWriter.isError(line)) {
            getLog().error(line);
        } else {
            getLog().info(line);
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(command());
        add(arguments, "--config", config == null ? null : config.toString());
        add(arguments, "--url", url);
        add(arguments, "--database", database);
        if (migrations != null && !migrations.isEmpty()) {
            List<String> folders =
                    migrations.stream().map(File::toPath).map(Path::toString).toList();
            add(arguments, "--migrations", String.join(",", folders));
        }
        return arguments;
    }

    static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.add(option);
            arguments.add(value);
        }
    }
}
