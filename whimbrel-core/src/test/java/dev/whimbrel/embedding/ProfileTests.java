package dev.whimbrel.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTests {

    private static final Profile E5 = new Profile(
            "local",
            "multilingual-e5-base",
            "model.onnx sha256:0123",
            768,
            new Prefixes("query: ", "passage: "),
            Pooling.MEAN,
            Normalisation.L2,
            512,
            Metric.COSINE);

    /** The text and its hash stand in databases; they never change for an existing profile. */
    @Test
    void hasACanonicalTextAndHash() {
        assertThat(E5.canonical()).isEqualTo("""
                        whimbrel embedding profile 1
                        provider=local
                        model=multilingual-e5-base
                        revision=model.onnx sha256:0123
                        dimension=768
                        query-prefix=query:\s
                        passage-prefix=passage:\s
                        pooling=mean
                        normalisation=l2
                        max-tokens=512
                        metric=cosine
                        """);
        assertThat(E5.hash().hex()).isEqualTo("ed7a2446f6aa0f0b92c79f7a73fd6f68f1bef604d489ca61498b96db27fbcc83");
    }

    @Test
    void readsItsCanonicalTextBack() {
        Profile odd = new Profile(
                "openai",
                "a=b\\n",
                "",
                3,
                new Prefixes("line\nbreak\r=", "\\"),
                Pooling.PROVIDER,
                Normalisation.NONE,
                1,
                Metric.INNER_PRODUCT);

        assertThat(Profile.parse(E5.canonical())).isEqualTo(E5);
        assertThat(Profile.parse(odd.canonical())).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "whimbrel embedding profile 2\nprovider=local\n",
                "whimbrel embedding profile 1\n"
            })
    void readsNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Profile.parse(text));
    }

    @Test
    void doesNotReadALineThatIsNotPartOfIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> Profile.parse(E5.canonical() + "more=1\n"));
    }

    /** Whatever is different makes other vectors, and must make another hash, at equal dimension too. */
    @Test
    void differsInItsHashByEachOfItsParts() {
        List<Profile> others = List.of(
                new Profile(
                        "x",
                        E5.model(),
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        "x",
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        "x",
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        767,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        new Prefixes("", "passage: "),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        new Prefixes("query: ", ""),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.CLS,
                        Normalisation.L2,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.NONE,
                        512,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        128,
                        Metric.COSINE),
                new Profile(
                        "local",
                        E5.model(),
                        E5.revision(),
                        768,
                        E5.prefixes(),
                        Pooling.MEAN,
                        Normalisation.L2,
                        512,
                        Metric.EUCLIDEAN));

        assertThat(others).extracting(Profile::hash).doesNotHaveDuplicates().doesNotContain(E5.hash());
    }

    @Test
    void putsThePrefixOfTheRoleBeforeATextOnce() {
        assertThat(E5.prefixes().before("whimbrel", Role.QUERY)).isEqualTo("query: whimbrel");
        assertThat(E5.prefixes().before("whimbrel", Role.PASSAGE)).isEqualTo("passage: whimbrel");
    }
}
