package dev.whimbrel.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.Settings;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.run.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of database that can be cloned must do. */
abstract class CloneContract {

    @TempDir
    Path folder;

    /** Where clones are made; of nobody but this test. */
    abstract DatabaseSettings database();

    /** A process of its own, as far as others can tell. */
    abstract CloneHost host() throws SQLException;

    /** {@return the templates and clones that are there now} */
    abstract List<String> names();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("001_users.sql"), "CREATE TABLE users (name text PRIMARY KEY);");
    }

    private Settings settings() {
        return Settings.defaults().withMigrations(folder).withDatabases(database());
    }

    private static void execute(DatabaseSettings clone, String sql) throws SQLException {
        try (Connection connection = CloneDataSource.connect(clone);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int users(DatabaseSettings clone) throws SQLException {
        try (Connection connection = CloneDataSource.connect(clone);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM users")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static TemplateKey key(String timeline) {
        return new TemplateKey(TemplateKey.digits("project"), TemplateKey.digits(timeline));
    }

    private static void createUsers(DatabaseSettings template) {
        try {
            execute(template, "CREATE TABLE users (name text PRIMARY KEY)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void handsOutClonesThatKnowNothingOfEachOther() throws SQLException {
        try (Clones clones = Clones.of(settings())) {
            DatabaseSettings first = clones.take();
            execute(first, "INSERT INTO users VALUES ('ada')");
            DatabaseSettings second = clones.take();
            assertThat(users(second)).isZero();
            clones.drop(first);
            assertThat(users(clones.take())).isZero();
        }
    }

    /** A clone that a test takes and does not give back is left to the next process. */
    @Test
    void leavesNothingBehindButTheTemplate() throws SQLException {
        try (Clones clones = Clones.of(settings())) {
            assertThat(clones.take()).isNotNull();
        }
        try (Clones clones = Clones.of(settings())) {
            clones.drop(clones.take());
        }
        assertThat(names()).hasSize(1).allMatch(name -> name.contains("template"));
    }

    @Test
    void keepsTheTemplateUntilTheTimelineChanges() throws Exception {
        TemplateKey first = TemplateKey.of(settings());
        assertThat(TemplateKey.of(settings())).isEqualTo(first);
        try (Clones clones = Clones.of(settings())) {
            clones.drop(clones.take());
        }
        List<String> before = names();
        assertThat(before).hasSize(1);
        try (Clones clones = Clones.of(settings())) {
            clones.drop(clones.take());
        }
        assertThat(names()).isEqualTo(before);

        Files.writeString(folder.resolve("002_admin.sql"), "INSERT INTO users VALUES ('admin');");
        assertThat(TemplateKey.of(settings())).isNotEqualTo(first);
        try (Clones clones = Clones.of(settings())) {
            DatabaseSettings clone = clones.take();
            assertThat(users(clone)).isEqualTo(1);
            clones.drop(clone);
        }
        assertThat(names()).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void saysToEachTestWhyMigrationsFail() throws Exception {
        Files.writeString(folder.resolve("002_mistake.sql"), "CREATE INDEX users_name ON user_s (name);");
        try (Clones clones = Clones.of(settings())) {
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(clones::take)
                        .isInstanceOf(RunFailedException.class)
                        .hasMessageContaining("002_mistake.sql");
            }
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void makesTheTemplateOnceForProcessesThatStartTogether() throws Exception {
        AtomicInteger migrated = new AtomicInteger();
        ExecutorService processes = Executors.newFixedThreadPool(4);
        List<Callable<DatabaseSettings>> tasks = new ArrayList<>();
        List<CloneHost> hosts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CloneHost host = host();
            hosts.add(host);
            tasks.add(() -> {
                host.prepare(key("one"), template -> {
                    migrated.incrementAndGet();
                    createUsers(template);
                });
                DatabaseSettings clone = host.copy(key("one"));
                execute(clone, "INSERT INTO users VALUES ('ada')");
                return clone;
            });
        }
        Set<String> urls = new HashSet<>();
        for (Future<DatabaseSettings> clone : processes.invokeAll(tasks)) {
            urls.add(clone.get().url());
        }
        processes.shutdown();
        assertThat(urls).hasSize(4);
        assertThat(migrated).hasValue(1);
        for (CloneHost host : hosts) {
            host.close();
        }
    }

    @Test
    void dropsWhatTheDeadHaveLeftAndNothingOfTheLiving() throws Exception {
        CloneHost dead = host();
        CloneHost living = host();
        dead.prepare(key("old"), CloneContract::createUsers);
        living.prepare(key("used"), CloneContract::createUsers);
        dead.copy(key("old"));
        DatabaseSettings kept = living.copy(key("used"));
        kill(dead);

        try (CloneHost host = host()) {
            host.prepare(key("new"), CloneContract::createUsers);
            host.sweep(key("new"));
        }
        assertThat(users(kept)).isZero();
        assertThat(names())
                .noneMatch(name -> name.contains(key("old").timeline()))
                .anyMatch(name -> name.contains(key("new").timeline()));
        assertThat(names()).filteredOn(name -> name.contains("clone")).hasSize(1);
        living.drop(kept);
        living.close();
    }

    /** End it as a process ends: what it holds open is closed, what it has made stays. */
    abstract void kill(CloneHost host) throws Exception;
}
