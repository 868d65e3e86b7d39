package dev.whimbrel.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptOptionsTests {

    @Test
    void readsWhatAFileSays() {
        assertThat(ScriptOptions.NONE
                        .and(" lock-timeout=10s  statement-timeout=5m")
                        .and("transaction=none requires=007,8.1"))
                .isEqualTo(new ScriptOptions(
                        TransactionWish.NO_TRANSACTION,
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofMinutes(5)),
                        List.of(Version.of("007"), Version.of("8.1"))));
        assertThat(ScriptOptions.NONE.and("statement-timeout=none").statementTimeout())
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lock-timeout",
                "lock-timeout=",
                "lock-timeout=soon",
                "lock-timeout=0",
                "lock-timeout=none",
                "lock-timeout=1s lock-timeout=2s",
                "lock_timeout=1s",
                "lock-timeout = 1s",
                "lock-timeout=1s, statement-timeout=2s",
                "transaction=yes",
                "requires=",
                "requires=7 requires=8",
                "requires=[7]",
                "requires=7, 8",
                "this file is for whimbrel"
            })
    void refusesWhatItDoesNotKnow(String words) {
        assertThatThrownBy(() -> ScriptOptions.NONE.and(words)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void heedsTheMarkerOfALayoutAsWell() {
        assertThat(ScriptOptions.NONE.or(TransactionWish.NO_TRANSACTION).transaction())
                .isEqualTo(TransactionWish.NO_TRANSACTION);
        assertThat(ScriptOptions.NONE
                        .and("transaction=none")
                        .or(TransactionWish.NONE)
                        .transaction())
                .isEqualTo(TransactionWish.NO_TRANSACTION);
    }
}
