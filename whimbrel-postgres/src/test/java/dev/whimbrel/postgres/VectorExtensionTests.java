package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.EmbeddingWork.Gate;
import dev.whimbrel.migration.EmbeddingWork.Target;
import dev.whimbrel.migration.EmbeddingWork.VectorType;
import dev.whimbrel.migration.VectorIndex;
import dev.whimbrel.migration.VectorIndex.Distance;
import dev.whimbrel.migration.VectorIndex.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What versions of pgvector can do, told before anything is made. */
class VectorExtensionTests {

    private static EmbeddingWork work(Optional<Method> method, VectorType type) {
        return new EmbeddingWork(
                "chunks",
                "id",
                "content",
                new Target(Target.Place.COLUMN, "embedding"),
                "model",
                type,
                method.map(how ->
                        new VectorIndex(how, Distance.COSINE, Optional.empty(), Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Gate.defaults(),
                EmbeddingWork.BATCH,
                List.of());
    }

    private static VectorExtension version(String version) {
        return new VectorExtension("public", version);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5.1, HNSW, VECTOR, 2000, true",
        "0.4.4, HNSW, VECTOR, 384, false",
        "0.4.4, IVFFLAT, VECTOR, 384, true",
        "0.4.4, , VECTOR, 16000, true",
        "0.6.2, HNSW, HALFVEC, 384, false",
        "0.7.0, HNSW, HALFVEC, 4000, true",
        "0.8.6, HNSW, VECTOR, 2001, false",
        "0.8.6, , VECTOR, 2001, true",
        "0.8.6, HNSW, HALFVEC, 4001, false",
        "0.8.6, IVFFLAT, VECTOR, 2001, false"
    })
    void refusesOnlyWhatAVersionCannotDo(
            String version, Method method, VectorType type, int dimension, boolean isAble) {
        EmbeddingWork work = work(Optional.ofNullable(method), type);
        if (isAble) {
            assertThatCode(() -> version(version).requireAble(work, dimension, "script"))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> version(version).requireAble(work, dimension, "script"))
                    .isInstanceOf(MigrationFailedException.class);
        }
    }

    @Test
    void saysWhyAboveTwoThousandDimensionsHalfvecIsTheWay() {
        EmbeddingWork work = work(Optional.of(Method.HNSW), VectorType.VECTOR);
        assertThatThrownBy(() -> version("0.8.6").requireAble(work, 3072, "script"))
                .hasMessageContaining("2000 at the most")
                .hasMessageContaining("type: halfvec");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5.1, 'no halfvec|no iterative scans|one process alone|VACUUM'",
        "0.6.2, 'no halfvec|no iterative scans|CVE-2026-3172|VACUUM'",
        "0.8.0, 'CVE-2026-3172|VACUUM'",
        "0.8.2, VACUUM",
        "0.8.3, VACUUM",
        "0.8.4, ''",
        "0.9.0, ''",
        "1.0, ''"
    })
    void warnsOfWhatIsKnownOfAVersion(String version, String words) {
        List<String> expected = words.isEmpty() ? List.of() : List.of(words.split("\\|", -1));
        List<String> warnings = version(version).warnings(work(Optional.of(Method.HNSW), VectorType.VECTOR));
        assertThat(warnings).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(warnings.get(i)).contains(expected.get(i));
        }
    }

    @Test
    void hasNothingToSayOfAnIndexThatIsNotWanted() {
        assertThat(version("0.5.1").warnings(work(Optional.empty(), VectorType.VECTOR)))
                .isEmpty();
    }

    @Test
    void letsSeveralBuildOnlyWhereThatIsSafe() {
        VectorIndex hnsw =
                work(Optional.of(Method.HNSW), VectorType.VECTOR).index().orElseThrow();
        assertThat(version("0.8.1").buildsInParallel(hnsw)).isFalse();
        assertThat(version("0.8.2").buildsInParallel(hnsw)).isTrue();
    }
}
