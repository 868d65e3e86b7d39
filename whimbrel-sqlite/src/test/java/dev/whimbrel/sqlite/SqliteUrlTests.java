package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.testkit.contract.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void takesTheLibraryOfAnExtensionThatIsThere(@TempDir Path home) throws IOException {
        Path library = Files.createFile(home.resolve("vec0.so"));
        SqliteUrl url = SqliteUrl.parse("sqlite:chat.db?vec=" + library);
        assertThat(url.file()).isEqualTo(Path.of("chat.db"));
        assertThat(url.extension()).contains(library);
        assertThat(refusal("sqlite:chat.db?vec=" + home.resolve("other.so")).why())
                .contains("other.so");
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
