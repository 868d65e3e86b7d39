package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTests {

    private final Turns turns = new Turns(16, 8192);

    @Test
    void goToAsManySmallBatchesAsThereAreThreads() throws InterruptedException {
        assertThat(turns.take(1)).isOne();
        assertThat(turns.take(512)).isOne();
    }

    @Test
    void areSeveralForALargeBatchAndAllForTheLargest() throws InterruptedException {
        assertThat(turns.take(513)).isEqualTo(2);
        turns.handBack(2);
        assertThat(turns.take(8192)).isEqualTo(16);
    }
}
