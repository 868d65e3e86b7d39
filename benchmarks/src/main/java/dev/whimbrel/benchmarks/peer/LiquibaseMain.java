package dev.whimbrel.benchmarks.peer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.StatusCommandStep;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.util.LiquibaseUtil;

/** Liquibase as an application uses it: its defaults, and nothing but a connection and a changelog. */
public final class LiquibaseMain {

    private static final String CHANGELOG = "changelog.yaml";

    private LiquibaseMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("version")) {
            System.out.println("version Liquibase " + LiquibaseUtil.getBuildVersion());
            return;
        }
        try (Connection connection = DriverManager.getConnection(
                System.getenv("PEER_URL"), System.getenv("PEER_USER"), System.getenv("PEER_PASSWORD"))) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            DirectoryResourceAccessor folder = new DirectoryResourceAccessor(Path.of(System.getenv("PEER_FOLDER")));
            Scope.child(Scope.Attr.resourceAccessor, folder, () -> run(arguments[0], database));
        }
    }

    private static void run(String command, Database database) throws Exception {
        switch (command) {
            case "migrate" -> scope(UpdateCommandStep.COMMAND_NAME, database).execute();
            case "status" -> tell(database);
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static CommandScope scope(String[] command, Database database) throws Exception {
        return new CommandScope(command)
                .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG);
    }

    private static void tell(Database database) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        scope(StatusCommandStep.COMMAND_NAME, database).setOutput(output).execute();
        boolean isUpToDate = output.toString(StandardCharsets.UTF_8).contains("is up to date");
        System.out.println("applied " + database.getRanChangeSetList().size() + ", pending "
                + (isUpToDate ? "0" : "some: " + output.toString(StandardCharsets.UTF_8)));
    }
}
