package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisWordsTests {

    @Test
    void dividesWordsByWhiteSpace() {
        assertThat(RedisWords.of(" SET\tbird   curlew \r").texts()).containsExactly("SET", "bird", "curlew");
    }

    @Test
    void takesWhatIsQuotedAsOneWord() {
        assertThat(RedisWords.of("SET 'a bird' \"a nest\" ''").texts()).containsExactly("SET", "a bird", "a nest", "");
    }

    @Test
    void replacesEscapesWithinDoubleQuotes() {
        assertThat(RedisWords.of("\"\\n\\r\\t\\b\\a\\\\\\\"\\'\\q\\x41\\x4g\"").texts())
                .containsExactly("\n\r\t\b\u0007\\\"'qAx4g");
    }

    @Test
    void writesBytesThatAreNoText() {
        assertThat(RedisWords.of("\"\\x00\\xff\\xC3\"").bytes())
                .singleElement()
                .isEqualTo(new byte[] {0, (byte) 0xff, (byte) 0xc3});
    }

    @Test
    void escapesNothingButTheQuoteWithinSingleQuotes() {
        assertThat(RedisWords.of("'it\\'s \\n \\\\ '").texts()).containsExactly("it's \\n \\\\ ");
    }

    @Test
    void escapesNothingOutsideOfQuotes() {
        assertThat(RedisWords.of("a\\x41 \\n").texts()).containsExactly("a\\x41", "\\n");
    }

    @Test
    void endsAWordWithTheQuoteThatBeganInItsMiddle() {
        assertThat(RedisWords.of("foo\"bar\" baz").texts()).containsExactly("foobar", "baz");
    }

    @Test
    void keepsCharactersBeyondAscii() {
        assertThat(RedisWords.of("brachvögel '🐦' \"\\é\"").texts()).containsExactly("brachvögel", "🐦", "é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET \"a", "SET 'a", "SET \"a\\\"", "SET \"a\"b", "SET 'a'b", "SET \"a\\", "SET 'a\\'"})
    void findsTheQuoteThatIsNotBalanced(String line) {
        RedisWords words = RedisWords.of(line);

        assertThat(words.unbalanced()).hasValue(4);
        assertThat(words.bytes()).isEmpty();
    }
}
