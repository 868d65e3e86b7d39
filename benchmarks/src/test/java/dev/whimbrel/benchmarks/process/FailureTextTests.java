package dev.whimbrel.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTests {

    @Test
    void tellsTheServersWordsFirst() {
        assertThat(FailureText.of("Exception in thread main\nERROR: syntax error at \"1\"\nCaused by: it\n"))
                .isEqualTo("ERROR: syntax error at \"1\"");
        assertThat(FailureText.of("a failure: one failed\nmore\n")).isEqualTo("a failure: one failed");
    }

    @Test
    void tellsTheLastLineWhereNoneSpeaksOfAnError() {
        assertThat(FailureText.of("one\ntwo\n\n")).isEqualTo("two");
        assertThat(FailureText.of("")).isEqualTo("it said nothing");
    }

    @Test
    void leavesFoldersOut() {
        assertThat(FailureText.of("cannot read /home/me/work-1/V0001__x.sql here"))
                .isEqualTo("cannot read V0001__x.sql here");
    }
}
