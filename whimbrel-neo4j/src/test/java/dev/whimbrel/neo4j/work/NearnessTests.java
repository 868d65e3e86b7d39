package dev.whimbrel.neo4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of a plane, by angle and by distance. */
final class NearnessTests {

    @ParameterizedTest
    @CsvSource({"true, 1, 1", "true, 2, 0.8", "true, 9, -1", "false, 1, -1", "false, 2, -13"})
    void knowsHowNearTheFarthestOfTheNearestIs(boolean isCosine, int count, double expected) {
        Nearness nearness = new Nearness(new float[] {2, 0}, isCosine, count);
        for (float[] vector : new float[][] {{0, 5}, {1, 0}, {-3, 0}, {4, 3}}) {
            nearness.see(vector, Nearness.length(vector));
        }
        assertThat(nearness.count()).isEqualTo(Math.min(count, 4));
        assertThat(nearness.farthest()).isEqualTo(expected);
    }
}
