package dev.whimbrel.junit;

import dev.whimbrel.database.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SqliteCloneTests extends CloneContract {

    @TempDir
    Path place;

    @Override
    DatabaseSettings database() {
        return DatabaseSettings.of("main", "sqlite:" + place.resolve("chat.db"));
    }

    @Override
    CloneHost host() {
        return SqliteHost.open(database());
    }

    @Override
    List<String> names() {
        try (Stream<Path> files = Files.walk(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".db"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void kill(CloneHost host) throws IOException {
        ((SqliteHost) host).letGo();
    }
}
