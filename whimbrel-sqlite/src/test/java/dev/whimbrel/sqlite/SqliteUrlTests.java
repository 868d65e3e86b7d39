package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.testkit.contract.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteUrlTests {

    @ParameterizedTest
    @CsvSource({
        "sqlite:chat.db, chat.db",
        "sqlite:./data/chat.db, data/chat.db",
        "sqlite:/var/lib/chat.db, /var/lib/chat.db",
        "sqlite:///var/lib/chat.db, /var/lib/chat.db",
        "sqlite:////var/lib/chat.db, /var/lib/chat.db",
        "jdbc:sqlite:chat.db, chat.db",
        "jdbc:sqlite:/var/lib/chat.db, /var/lib/chat.db",
    })
    void namesAFile(String url, Path file) {
        assertThat(new SqliteProvider().accepts(url)).isTrue();
        assertThat(SqliteUrl.parse(url).file().normalize()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:", "sqlite::memory:", "jdbc:sqlite::memory:", "sqlite:file:x?mode=memory"})
    void refusesADatabaseInMemory(String url) {
        assertThat(refusal(url).why()).contains("in memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:///chat.db", "sqlite://chat.db"})
    void refusesWhatToolsUnderstandInTwoWays(String url) {
        assertThat(refusal(url).why()).contains("the working directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:chat.db?cache=shared", "sqlite:/var/lib/chat.db?mode=ro"})
    void refusesParameters(String url) {
        assertThat(refusal(url).why()).contains("parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://localhost/chat", "jdbc:postgresql:chat", "chat.db", "SQLITE:chat.db", ""})
    void leavesOtherUrlsToOthers(String url) {
        assertThat(new SqliteProvider().accepts(url)).isFalse();
    }

    private static Problem refusal(String url) {
        Problem problem = Refusal.problem(SettingsException.class, () -> SqliteUrl.parse(url));
        assertThat(problem.code()).isEqualTo(ErrorCode.SETTINGS_INVALID_VALUE);
        assertThat(problem.what()).contains(url);
        return problem;
    }
}
