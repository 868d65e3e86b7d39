package dev.whimbrel.cli.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeysTests {

    @ParameterizedTest
    @ValueSource(strings = {"migrations", "databases.main", "databases.main.url", "lock.wait", "placeholders.a"})
    void knowsItsKeys(String key) {
        assertThatCode(() -> SettingKeys.requireKnown(new Setting(key, "x", "here")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "migration, migrations",
        "lock.wiat, lock.wait",
        "databases.main.pasword, databases.main.password",
        "timeouts.retry, timeouts.retries"
    })
    void suggestsTheNearestKey(String slip, String meant) {
        assertThatThrownBy(() -> SettingKeys.requireKnown(new Setting(slip, "x", "whimbrel.yaml:1")))
                .hasMessageContaining("`" + slip + "`")
                .hasMessageContaining("did you mean `" + meant + "`?");
    }
}
