package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTests {

    private static List<TokenizedText> texts(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> new TokenizedText(new long[length], new long[length], false))
                .toList();
    }

    @Test
    void putsTextsOfLikeLengthTogetherLongestFirst() {
        assertThat(new Batches(2, 100).of(texts(5, 50, 6, 49))).containsExactly(List.of(1, 3), List.of(2, 0));
    }

    @Test
    void keepsWithinTheBudgetPaddingIncluded() {
        assertThat(new Batches(32, 100).of(texts(50, 50, 10, 10, 10))).containsExactly(List.of(0, 1), List.of(2, 3, 4));
    }

    @Test
    void givesATextAboveTheBudgetABatchOfItsOwn() {
        assertThat(new Batches(32, 100).of(texts(200, 1))).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void makesNoBatchOfNothing() {
        assertThat(new Batches(32, 100).of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesEachTextOnce(long seed) {
        Random random = new Random(seed);
        List<TokenizedText> texts = texts(random.ints(300, 1, 257).toArray());

        List<List<Integer>> batches = new Batches(32, 2048).of(texts);

        assertThat(batches.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
        assertThat(batches).allSatisfy(batch -> {
            int longest =
                    batch.stream().mapToInt(i -> texts.get(i).length()).max().orElseThrow();
            assertThat(batch.size() * longest).isLessThanOrEqualTo(2048);
        });
    }
}
