package dev.whimbrel.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretTests {

    @Test
    void showsNothingOfItself() {
        assertThat(Secret.of("hunter2")).hasToString("*****");
        assertThat(Secret.of("")).hasToString("*****");
        assertThat("password: " + Secret.of("hunter2")).doesNotContain("hunter2");
    }

    @Test
    void isRevealedOnRequest() {
        assertThat(Secret.of("hunter2").reveal()).isEqualTo("hunter2");
    }

    @Test
    void isTheSameAsOneOfTheSameValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }
}
