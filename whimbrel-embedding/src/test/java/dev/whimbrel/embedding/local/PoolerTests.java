package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.embedding.Normalisation;
import dev.whimbrel.embedding.Pooling;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolerTests {

    /** Two texts of two tokens each, three numbers a token; the second text's second token is padding. */
    private static final FloatBuffer TOKENS = FloatBuffer.wrap(new float[] {1, 2, 3, 3, 4, 5, 0, 3, 4, 100, 100, 100});

    @Test
    void takesTheMeanOfATextsOwnTokens() {
        Pooler mean = new Pooler(Pooling.MEAN, 3, 3, Normalisation.NONE);

        assertThat(mean.pool(TOKENS, 0, 2)).containsExactly(2, 3, 4);
        assertThat(mean.pool(TOKENS, 6, 1)).containsExactly(0, 3, 4);
    }

    @Test
    void takesTheFirstToken() {
        assertThat(new Pooler(Pooling.CLS, 3, 3, Normalisation.NONE).pool(TOKENS, 0, 2))
                .containsExactly(1, 2, 3);
    }

    @Test
    void makesTheLengthOne() {
        assertThat(new Pooler(Pooling.MEAN, 3, 3, Normalisation.L2).pool(TOKENS, 6, 1))
                .containsExactly(0f, 0.6f, 0.8f);
    }

    @Test
    void makesTheLengthOneAfterTheCut() {
        assertThat(new Pooler(Pooling.MEAN, 3, 2, Normalisation.L2).pool(TOKENS, 6, 1))
                .containsExactly(0f, 1f);
    }

    @Test
    void leavesAVectorOfZerosAsItIs() {
        assertThat(new Pooler(Pooling.MEAN, 3, 3, Normalisation.L2).pool(FloatBuffer.allocate(3), 0, 1))
                .containsExactly(0, 0, 0);
    }
}
