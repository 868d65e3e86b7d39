package dev.whimbrel.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.readme.ReadmeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who comes from another tool and does what the page says sees what it shows. The databases have the tables and rows that
 * the tools write; those that the tools themselves have written are in the module adoption-tests.
 */
class ComingFromIT {

    private static final Path MADE = Path.of("src/test/resources/coming-from");

    @TempDir
    @Nullable
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"flyway", "liquibase", "dbmate", "golang-migrate", "alembic", "prisma"})
    void takesOverAndGoesOn(String tool) throws IOException, SQLException, InterruptedException {
        Path directory = requireNonNull(home);
        copy(MADE.resolve(tool).resolve("project"), directory);
        Path database = directory.resolve("chat.db");
        execute(database, Files.readString(MADE.resolve(tool).resolve("history.sql")));

        List<ReadmeBlock> blocks = ReadmeBlock.of(Path.of("../docs/coming-from/" + tool + ".md"));
        assertThat(blocks).hasSize(1);
        new Session(directory).variable("DATABASE_URL", "sqlite:" + database).follow(blocks.get(0));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void execute(Path database, String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }
}
