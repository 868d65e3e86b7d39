package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Distance;
import dev.whimbrel.migration.VectorIndex.Method;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes are projected as servers were seen to have them. */
class VectorSizesTests {

    private static final long MIB = 1 << 20;

    private static VectorIndex index(Method method) {
        return new VectorIndex(method, Distance.COSINE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Published sizes of indexes of those numbers of vectors, and one that was built here. */
    @ParameterizedTest
    @CsvSource({
        "VECTOR, 1536, 990000, 7734",
        "HALFVEC, 1536, 990000, 3867",
        "VECTOR, 768, 10000000, 38912",
        "HALFVEC, 768, 10000000, 19456",
        "VECTOR, 384, 60000, 117"
    })
    void projectsGraphsAsTheyWereSeen(VectorType type, int dimension, long rows, long mebibytes) {
        assertThat(new VectorSizes(dimension, type).index(index(Method.HNSW), rows) / MIB)
                .isCloseTo(mebibytes, withinPercentage(3));
    }

    /** About 3.4 kB of log and 4 kB of table a row of 768 numbers; twice that of 1536. */
    @ParameterizedTest
    @CsvSource({"768, 4096", "1536, 8192", "384, 2048"})
    void projectsTablesAsTheyWereSeen(int dimension, long bytes) {
        assertThat(new VectorSizes(dimension, VectorType.VECTOR).table(100_000) / 100_000)
                .isCloseTo(bytes, withinPercentage(5));
    }

    /** A server said after 570,905 vectors of 768 numbers that they do not fit into 2 GiB any more. */
    @Test
    void projectsTheMemoryOfABuild() {
        assertThat(new VectorSizes(768, VectorType.VECTOR).memory(index(Method.HNSW), 570_905) / MIB)
                .isCloseTo(2048, withinPercentage(6));
    }

    @Test
    void takesAListForEachThousandRowsAndTheRootOfMore() {
        VectorIndex ivfflat = index(Method.IVFFLAT);
        assertThat(VectorSizes.lists(ivfflat, 10)).isEqualTo(1);
        assertThat(VectorSizes.lists(ivfflat, 50_000)).isEqualTo(50);
        assertThat(VectorSizes.lists(ivfflat, 4_000_000)).isEqualTo(2000);
        VectorIndex chosen =
                new VectorIndex(Method.IVFFLAT, Distance.L2, Optional.empty(), Optional.empty(), Optional.of(7));
        assertThat(VectorSizes.lists(chosen, 50_000)).isEqualTo(7);
    }

    @Test
    void takesNothingForNothing() {
        VectorSizes sizes = new VectorSizes(2000, VectorType.VECTOR);
        assertThat(sizes.table(0)).isZero();
        assertThat(sizes.index(index(Method.HNSW), 0)).isZero();
        assertThat(sizes.index(index(Method.HNSW), 1)).isPositive();
    }
}
