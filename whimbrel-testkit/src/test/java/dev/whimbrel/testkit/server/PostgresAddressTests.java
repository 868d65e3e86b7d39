package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresAddressTests {

    @Test
    void readsEveryPart() {
        assertThat(PostgresAddress.parse("postgresql://ann:p%40s+s@db.example:5433/work"))
                .isEqualTo(new PostgresAddress("db.example", 5433, "ann", "p@s+s", "work"));
    }

    @Test
    void completesWhatIsLeftOut() {
        assertThat(PostgresAddress.parse("postgres://ann@[::1]"))
                .isEqualTo(new PostgresAddress("[::1]", 5432, "ann", "", "postgres"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://db/work", "postgresql://db/work", "mysql://a:secret@db/x", "a:secret@ b"})
    void refusesAnythingElseAndKeepsThePasswordToItself(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
    }
}
