package dev.whimbrel.architecture;

import static java.util.Objects.requireNonNull;

import dev.whimbrel.testkit.readme.ReadmeBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples on the pages of the commands, followed from where they begin: two migrations of a chat application. */
class CommandPagesIT {

    @TempDir
    @Nullable
    Path home;

    /** The page, the number of its block, and what was done before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            init     | 0 | rm -r migrations
            create   | 0 | rm -r migrations && mkdir migrations
            migrate  | 0 |
            migrate  | 2 | sed -i 's/ON messages /ON message /' migrations/002_add_messages.sql
            status   | 1 | sed -i 's/ON messages /ON message /' migrations/002_add_messages.sql && echo 'SELECT 1;' > migrations/003_x.sql && whimbrel migrate
            down     | 0 | whimbrel migrate
            repair   | 0 | whimbrel migrate && echo '-- edited' >> migrations/001_initial.sql
            repair   | 1 | whimbrel migrate && rm migrations/002_*
            """)
    void showWhatIsPrinted(String page, int block, @Nullable String before) throws IOException, InterruptedException {
        Path directory = requireNonNull(home);
        write(
                "001_initial.sql",
                "-- initial",
                "CREATE TABLE users (",
                "    id   INTEGER PRIMARY KEY,",
                "    name TEXT NOT NULL UNIQUE",
                ");");
        write("001_initial.down.sql", "DROP TABLE users;");
        write(
                "002_add_messages.sql",
                "-- add messages",
                "CREATE TABLE messages (",
                "    id      INTEGER PRIMARY KEY,",
                "    user_id INTEGER NOT NULL REFERENCES users (id),",
                "    content TEXT NOT NULL",
                ");",
                "CREATE INDEX messages_user ON messages (user_id);");
        write("002_add_messages.down.sql", "DROP TABLE messages;");
        Session session = new Session(directory).variable("DATABASE_URL", "sqlite:" + directory.resolve("chat.db"));
        if (before != null) {
            session.prepare(List.of(before.split(" && ", -1)));
        }
        session.follow(
                ReadmeBlock.of(Path.of("../docs/commands/" + page + ".md")).get(block));
    }

    private void write(String name, String... lines) throws IOException {
        Path file = requireNonNull(home).resolve("migrations").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }
}
