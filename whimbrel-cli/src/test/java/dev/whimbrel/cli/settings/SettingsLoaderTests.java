package dev.whimbrel.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.Settings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTests {

    private static final Overrides NO_OPTIONS = new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @TempDir
    private Path home;

    private void yaml(String text) throws IOException {
        Files.writeString(home.resolve("whimbrel.yaml"), text);
    }

    private EffectiveSettings load(Map<String, String> variables, Overrides options) {
        return new SettingsLoader(home, Environment.of(variables, home)).load(options);
    }

    private Settings settings(Map<String, String> variables) {
        return load(variables, NO_OPTIONS).settings();
    }

    @Test
    void readsWhatTheFileSays() throws IOException {
        yaml("""
                migrations: [db/one, db/two]
                databases:
                  main: { url: "sqlite:a.db" }
                  other: "sqlite:b.db"
                lock: { wait: 2m }
                timeouts: { lock: 500ms, statement: none, retries: 3 }
                placeholders: { schema.name: app }
                """);
        Settings settings = settings(Map.of());
        assertThat(settings.migrations()).containsExactly(home.resolve("db/one"), home.resolve("db/two"));
        assertThat(settings.databases()).extracting("name").containsExactly("main", "other");
        assertThat(settings.lockWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.timeouts().lock()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.timeouts().statement()).contains(Duration.ZERO);
        assertThat(settings.timeouts().retries()).isEqualTo(3);
    }

    @Test
    void prefersOptionToEnvironmentToDotEnvToFileToDefault() throws IOException {
        assertThat(load(Map.of("DATABASE_URL", "sqlite:a.db"), NO_OPTIONS)
                        .settings()
                        .lockWait())
                .isEqualTo(Settings.defaults().lockWait());
        yaml("databases: { main: { url: \"sqlite:a.db\" } }\nlock: { wait: 1s }");
        assertThat(settings(Map.of()).lockWait()).isEqualTo(Duration.ofSeconds(1));
        Files.writeString(home.resolve(".env"), "WHIMBREL_LOCK_WAIT=2s\n");
        assertThat(settings(Map.of()).lockWait()).isEqualTo(Duration.ofSeconds(2));
        Map<String, String> variables = Map.of("WHIMBREL_LOCK_WAIT", "3s");
        assertThat(settings(variables).lockWait()).isEqualTo(Duration.ofSeconds(3));
        assertThat(load(variables, NO_OPTIONS.withLockWait(Optional.of("4")))
                        .settings()
                        .lockWait())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void takesSecretsApartAndMasksThem() throws IOException {
        yaml("databases: { main: { url: \"postgresql://ada:${PW}@db/chat\" } }");
        EffectiveSettings effective = load(Map.of("PW", "p%40ss"), NO_OPTIONS);
        assertThat(effective.settings().databases()).singleElement().satisfies(database -> {
            assertThat(database.url()).isEqualTo("postgresql://db/chat");
            assertThat(database.user()).contains("ada");
            assertThat(database.password()).contains(Secret.of("p@ss"));
        });
        assertThat(effective.entries().toString()).contains("*****").doesNotContain("p%40ss", "p@ss");
    }

    @Test
    void leavesDollarsInValuesOfTheEnvironmentAlone() {
        Settings settings = settings(Map.of("DATABASE_URL", "postgresql://db/chat", "PGPASSWORD", "a${b}c"));
        assertThat(settings.databases().get(0).password()).contains(Secret.of("a${b}c"));
    }

    @Test
    void usesDefaultsOfVariables() throws IOException {
        yaml("databases: { main: { url: \"${CHAT_URL:-sqlite:dev.db}\" } }");
        assertThat(settings(Map.of()).databases().get(0).url()).isEqualTo("sqlite:dev.db");
        assertThat(settings(Map.of("CHAT_URL", "sqlite:x.db"))
                        .databases()
                        .get(0)
                        .url())
                .isEqualTo("sqlite:x.db");
    }

    @Test
    void looksOnlyIntoDatabasesThatAreUsed() throws IOException {
        yaml("databases: { main: { url: \"sqlite:a.db\" }, other: { url: \"${NOT_SET}\" } }");
        Overrides onlyMain = new Overrides(
                Optional.empty(),
                Optional.of("main"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(load(Map.of(), onlyMain).settings().databases()).hasSize(1);
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("NOT_SET");
    }

    @Test
    void buildsAUrlFromPostgresVariables() {
        Settings settings = settings(Map.of(
                "POSTGRES_HOST", "db", "POSTGRES_DB", "chat", "POSTGRES_USER", "ada", "POSTGRES_SSLMODE", "require"));
        assertThat(settings.databases().get(0).url()).isEqualTo("postgresql://db:5432/chat?sslmode=require");
        assertThat(settings.databases().get(0).user()).contains("ada");
    }
}
