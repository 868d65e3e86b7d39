package dev.whimbrel.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.embedding.TokenCounter.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTests {

    private final OpenAiTokens exact = new OpenAiTokens("cl100k_base");

    /** As OpenAI's own counter has it. */
    @ParameterizedTest
    @CsvSource({"tiktoken is great!, 6", "hello world, 2", "antidisestablishmentarianism, 6", "2 + 2 = 4, 7"})
    void countsAsOpenAiDoes(String text, int tokens) {
        assertThat(exact.count(text)).isEqualTo(tokens);
        assertThat(exact.precision()).isEqualTo(Precision.EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a bird in the hand is worth two in the bush", "東京の鳥は美しい。", "🐦🐦🐦🐦🐦🐦"})
    void cutsToTheNumberOfTokensAndInNoCharacter(String text) {
        for (int tokens = 1; tokens <= exact.count(text); tokens++) {
            String cut = exact.cut(text, tokens);
            assertThat(text).startsWith(cut);
            assertThat(exact.count(cut)).isLessThanOrEqualTo(tokens);
            assertThat(cut.isEmpty() || !Character.isHighSurrogate(cut.charAt(cut.length() - 1)))
                    .isTrue();
        }
        assertThat(exact.cut(text, exact.count(text))).isEqualTo(text);
    }

    @Test
    void estimatesByBytes() {
        EstimatedTokens estimate = new EstimatedTokens();

        assertThat(estimate.count("")).isEqualTo(1);
        assertThat(estimate.count("12345678")).isEqualTo(2);
        assertThat(estimate.count("ää")).isEqualTo(1);
        assertThat(estimate.precision()).isEqualTo(Precision.ESTIMATE);
    }
}
