package dev.whimbrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Timeouts;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.source.LeftOut;
import dev.whimbrel.source.Placeholders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SettingsTests {

    @Test
    void haveDefaults() {
        assertThat(Settings.defaults())
                .isEqualTo(new Settings(
                        List.of(Path.of("migrations")),
                        List.of(),
                        LeftOut.NONE,
                        Duration.ofSeconds(60),
                        new Timeouts(Duration.ofSeconds(2), 30),
                        Placeholders.NONE,
                        Models.NONE));
    }

    @Test
    void changeOneThingAtATime() {
        Placeholders placeholders = new Placeholders(Map.of("a", "1"));
        Models models = Models.of(ModelSettings.of("all-MiniLM-L6-v2"));

        assertThat(Settings.defaults()
                        .withMigrations(Path.of("a"), Path.of("b"))
                        .withDatabase("sqlite:a.db")
                        .withLeftOut(LeftOut.of(Set.of("other")))
                        .withLockWait(Duration.ZERO)
                        .withTimeouts(Timeouts.defaults()
                                .withLock(Duration.ofSeconds(1))
                                .withRetries(0))
                        .withPlaceholders(placeholders)
                        .withModels(models))
                .isEqualTo(new Settings(
                        List.of(Path.of("a"), Path.of("b")),
                        List.of(DatabaseSettings.of("main", "sqlite:a.db")),
                        LeftOut.of(Set.of("other")),
                        Duration.ZERO,
                        new Timeouts(Duration.ofSeconds(1), 0),
                        placeholders,
                        models));
    }

    @Test
    void refuseWhatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.defaults().withLockWait(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.defaults().withLock(Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timeouts.defaults().withRetries(-1))
                .withMessageContaining("-1");
    }

    @Test
    void refuseTwoDatabasesOfOneName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.defaults()
                .withDatabases(DatabaseSettings.of("main", "sqlite:a.db"), DatabaseSettings.of("main", "sqlite:b.db")));
    }

    @Test
    void needAKindOfDatabaseForEachUrl() {
        Settings settings = Settings.defaults().withDatabase("mysql://joe:hunter2@h/db");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Whimbrel.of(settings, List.of()).close())
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::code)
                        .containsExactly(ErrorCode.SETTINGS_UNKNOWN_DATABASE))
                .withMessageContaining("mysql://h/db")
                .withMessageNotContaining("hunter2");
    }
}
