package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.testkit.contract.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresUrlTests {

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example:5433/chat, jdbc:postgresql://db.example:5433/chat",
        "postgres://db.example/chat, jdbc:postgresql://db.example/chat",
        "jdbc:postgresql://db.example/chat, jdbc:postgresql://db.example/chat",
        "postgresql+psycopg://db.example/chat, jdbc:postgresql://db.example/chat",
        "postgresql+asyncpg://db.example/chat, jdbc:postgresql://db.example/chat",
        "postgresql:chat, jdbc:postgresql://localhost/chat",
        "postgresql:///chat, jdbc:postgresql://localhost/chat",
        "postgresql://[::1]:5432/chat, jdbc:postgresql://[::1]:5432/chat",
        "postgresql://db.example/my%20chat, jdbc:postgresql://db.example/my%20chat",
    })
    void understandsTheFormsPeopleWrite(String url, String jdbc) {
        assertThat(new PostgresProvider().accepts(url)).isTrue();
        assertThat(PostgresUrl.parse(url).toJdbc()).isEqualTo(jdbc);
    }

    @Test
    void understandsSeveralHosts() {
        PostgresUrl url = PostgresUrl.parse("postgresql://one:5432,two:5433/chat?targetServerType=primary");

        assertThat(url.hosts()).isEqualTo("one:5432,two:5433");
        assertThat(url.database()).isEqualTo("chat");
        assertThat(url.parameters()).isEqualTo(Map.of("targetServerType", "primary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:chat.db", "mysql://db.example/chat", "neo4j://db.example", "chat", ""})
    void leavesOtherUrlsToOthers(String url) {
        assertThat(new PostgresProvider().accepts(url)).isFalse();
    }

    @Test
    void takesParametersByBothNames() {
        assertThat(PostgresUrl.parse(
                                "postgresql://h/d?sslmode=verify-full&connect_timeout=3&application_name=a%20b%2Bc")
                        .parameters())
                .isEqualTo(Map.of("sslmode", "verify-full", "connectTimeout", "3", "ApplicationName", "a b+c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketFactory", "sslfactory", "loggerFile", "authenticationPluginClassName", "sslMode"})
    void refusesAnUnknownParameter(String parameter) {
        Problem problem = Refusal.problem(
                SettingsException.class, () -> PostgresUrl.parse("postgresql://h/d?" + parameter + "=x"));

        assertThat(problem.code()).isEqualTo(ErrorCode.SETTINGS_INVALID_VALUE);
        assertThat(problem.what()).contains("unknown parameter " + parameter);
        assertThat(problem.why()).contains("sslmode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:s%40cret@db.example/chat",
                "postgresql+psycopg://ann:s%40cret@db.example/chat",
                "jdbc:postgresql://db.example/chat?user=ann&password=s%40cret",
                "postgresql://ann@db.example/chat?password=s%40cret",
            })
    void neverSeesTheCredentials(String url) {
        DatabaseSettings settings = DatabaseSettings.of("main", url);

        assertThat(settings.user()).contains("ann");
        assertThat(settings.password()).contains(Secret.of("s@cret"));
        assertThat(PostgresUrl.parse(settings.url())).hasToString("db.example/chat");
    }
}
