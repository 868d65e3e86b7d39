package dev.whimbrel.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on SQLite. */
class FlywaySqliteIT {

    @TempDir
    private Path home;

    @Test
    void takesOverEveryRowWithItsChecksumAndRunsWhatComesAfter() {
        Path file = home.resolve("chat.db");
        Ground ground = Ground.on(home.resolve("migrations"), file)
                .file("V1__users.sql", "CREATE TABLE users (id integer);\n")
                .file("V2__names.sql", "ALTER TABLE users ADD COLUMN name text;\r\n-- Zoë")
                .file("R__view.sql", "DROP VIEW IF EXISTS names; CREATE VIEW names AS SELECT name FROM users;\n");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, "", "")
                .locations("filesystem:" + ground.folder())
                .load()
                .migrate();
        assertThat(Ground.told(ground.adopt()))
                .containsExactly("1 adopted equal", "2 adopted equal", "R__view adopted equal");
        ground.file("V3__more.sql", "CREATE TABLE more (id integer);");
        assertThat(ground.migrate()).containsExactly("3");
    }
}
