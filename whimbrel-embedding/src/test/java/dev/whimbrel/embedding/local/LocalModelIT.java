package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.Embeddings;
import dev.whimbrel.embedding.PoisonTextException;
import dev.whimbrel.embedding.Prefixes;
import dev.whimbrel.embedding.Price;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.TokenCounter.Precision;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.provider.Overlong;
import dev.whimbrel.embedding.server.MiniLm;
import dev.whimbrel.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** all-MiniLM-L6-v2, computed here, against what sentence-transformers publishes of it. */
class LocalModelIT {

    private static final String LONG_TEXT = String.join(" ", Collections.nCopies(999, "bird"));

    private final EmbeddingModel model = MiniLm.model();

    private List<float[]> vectors(String... texts) {
        return model.embed(List.of(texts), Role.PASSAGE).vectors();
    }

    /** https://sbert.net/docs/quickstart.html */
    @Test
    void agreesWithTheQuickstartOfSentenceTransformers() {
        List<float[]> vectors =
                vectors("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.");

        assertThat(cosine(vectors.get(0), vectors.get(1))).isEqualTo(0.6660, within(0.00005));
        assertThat(cosine(vectors.get(0), vectors.get(2))).isEqualTo(0.1046, within(0.00005));
        assertThat(cosine(vectors.get(1), vectors.get(2))).isEqualTo(0.1411, within(0.00005));
    }

    /** https://sbert.net/docs/sentence_transformer/usage/semantic_textual_similarity.html */
    @Test
    void agreesWithTheSimilaritiesOfSentenceTransformers() {
        List<float[]> one = vectors("The new movie is awesome", "The cat sits outside", "A man is playing guitar");
        List<float[]> other = vectors("The dog plays in the garden", "The new movie is so great", "A woman watches TV");
        double[][] published = {{0.0543, 0.8939, -0.0502}, {0.2838, -0.0029, 0.1310}, {0.2277, -0.0136, -0.0327}};

        for (int i = 0; i < published.length; i++) {
            for (int j = 0; j < published[i].length; j++) {
                assertThat(cosine(one.get(i), other.get(j))).isEqualTo(published[i][j], within(0.00005));
            }
        }
    }

    @Test
    void givesVectorsOfLengthOne() {
        assertThat(vectors("a", "a longer text of birds that winter on the coast"))
                .allSatisfy(vector -> assertThat(cosine(vector, vector)).isEqualTo(1, within(1e-6)));
    }

    /** Padding that leaked into the mean would make a text's vector depend on the others of its batch. */
    @Test
    void givesATextTheSameVectorAloneAndAmongLongerOnes() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(String.join(" ", Collections.nCopies(1 + (i * 37) % 120, "curlew " + i)));
        }
        List<float[]> together = model.embed(texts, Role.PASSAGE).vectors();

        for (int i = 0; i < texts.size(); i += 9) {
            assertThat(cosine(vectors(texts.get(i)).get(0), together.get(i))).isGreaterThan(0.99999);
        }
    }

    @Test
    void keepsTheOrderOfTheTexts() {
        Embeddings one = model.embed(List.of("short", "a text that is longer than the other"), Role.QUERY);
        Embeddings other = model.embed(List.of("a text that is longer than the other", "short"), Role.QUERY);

        assertThat(cosine(one.vectors().get(0), other.vectors().get(1))).isGreaterThan(0.99999);
        assertThat(cosine(one.vectors().get(0), other.vectors().get(0))).isLessThan(0.9);
    }

    /** The tokenizer.json of the model says 128; its card says 256. */
    @Test
    void takes256TokensOfEachTextOnceAndReportsWhatItCuts() {
        String beginning = String.join(" ", Collections.nCopies(254, "bird"));
        String half = String.join(" ", Collections.nCopies(126, "bird"));

        Embeddings embedded = model.embed(List.of("a bird", LONG_TEXT, beginning, half, LONG_TEXT), Role.PASSAGE);

        assertThat(embedded.truncated()).containsExactly(1, 4);
        assertThat(embedded.vectors().get(4)).isEqualTo(embedded.vectors().get(1));
        assertThat(embedded.tokens()).isEqualTo(4 + 256 + 256 + 128);
        assertThat(cosine(embedded.vectors().get(1), embedded.vectors().get(2))).isGreaterThan(0.99999);
        assertThat(cosine(embedded.vectors().get(1), embedded.vectors().get(3))).isLessThan(0.9999);
    }

    @Test
    void countsTokensBeyondWhatTheModelTakes() {
        assertThat(model.tokens().count(LONG_TEXT)).isEqualTo(1001);
        assertThat(model.tokens().count("")).isEqualTo(2);
        assertThat(model.tokens().count("whimbrel")).isEqualTo(6);
        assertThat(model.tokens().precision()).isEqualTo(Precision.EXACT);
    }

    @Test
    void refusesLongTextsWhereThatIsWished() {
        try (EmbeddingModel strict = MiniLm.open(settings -> settings.withOverlong(Overlong.REFUSE))) {
            PoisonTextException failure = catchThrowableOfType(
                    PoisonTextException.class,
                    () -> strict.embed(List.of("fine", LONG_TEXT, "fine", LONG_TEXT), Role.PASSAGE));

            assertThat(failure.byIndex().keySet()).containsExactly(1, 3);
            assertThat(failure.problems()).allSatisfy(problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.TEXT_TOO_LONG);
                assertThat(problem.why()).contains("1001").contains("256");
            });
        }
    }

    @Test
    void namesTheTextsThatAreEmpty() {
        PoisonTextException failure = catchThrowableOfType(
                PoisonTextException.class, () -> model.embed(List.of("", "fine", " \n\t"), Role.PASSAGE));

        assertThat(failure.byIndex().keySet()).containsExactly(0, 2);
        assertThat(failure.problems())
                .extracting(problem -> problem.code())
                .containsOnly(ErrorCode.TEXT_NOT_EMBEDDABLE);
    }

    @Test
    void embedsWhateverATextConsistsOf() {
        assertThat(vectors("a\0b", "\uD800 half a pair", "\uDC00", "\uD83D\uDC26", "x".repeat(100_000), "東京の鳥"))
                .hasSize(6);
    }

    @Test
    void embedsNothingAsNothing() {
        assertThat(model.embed(List.of(), Role.QUERY)).isEqualTo(new Embeddings(List.of(), List.of(), 0));
    }

    @Test
    void takesNoteOfPrefixesByRole() {
        try (EmbeddingModel prefixed = MiniLm.open(
                settings -> settings.withShape(settings.shape().withPrefixes(new Prefixes("query: ", "passage: "))))) {
            float[] query =
                    prefixed.embed(List.of("bird"), Role.QUERY).vectors().get(0);
            float[] passage =
                    prefixed.embed(List.of("bird"), Role.PASSAGE).vectors().get(0);
            List<float[]> byHand = vectors("query: bird", "passage: bird");

            assertThat(cosine(query, byHand.get(0))).isGreaterThan(0.99999);
            assertThat(cosine(passage, byHand.get(1))).isGreaterThan(0.99999);
            assertThat(prefixed.profile().hash()).isNotEqualTo(model.profile().hash());
        }
    }

    @Test
    void tellsWhatItIs() {
        assertThat(model.profile().dimension()).isEqualTo(384);
        assertThat(model.profile().maxTokens()).isEqualTo(256);
        assertThat(model.profile().revision())
                .contains("sha256:759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e");
        assertThat(model.price()).contains(Price.FREE);
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        float[] expected = vectors("whimbrel").get(0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Embeddings>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                List<String> texts = List.of("whimbrel", "text " + i);
                results.add(threads.submit(() -> model.embed(texts, Role.QUERY)));
            }
            for (Future<Embeddings> result : results) {
                assertThat(cosine(result.get().vectors().get(0), expected)).isGreaterThan(0.99999);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void endsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> model.embed(List.of("a"), Role.QUERY)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A call that was interrupted leaves batches under way; to close the model under them would end the process. */
    @Test
    void closesWhenNothingIsComputedAnyMoreAndThenRefusesToWork() throws Exception {
        EmbeddingModel closed = MiniLm.open(settings -> settings);
        List<String> texts =
                IntStream.range(0, 40).mapToObj(i -> i + " " + LONG_TEXT).toList();
        FutureTask<Throwable> failure = new FutureTask<>(() -> catchThrowable(() -> closed.embed(texts, Role.PASSAGE)));
        Thread caller = new Thread(failure);
        caller.start();
        while (caller.getState() != Thread.State.WAITING && caller.isAlive()) {
            Thread.onSpinWait();
        }
        caller.interrupt();

        assertThat(failure.get()).isInstanceOf(CancellationException.class);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.embed(List.of("a"), Role.QUERY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.tokens().count("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotAskedForFewerNumbersThanItWasTrainedFor() {
        ModelSettings settings =
                ModelSettings.of("all-MiniLM-L6-v2").withShape(ModelSettings.Shape.UNSAID.withDimension(128));

        assertThatThrownBy(() -> EmbeddingModels.open(settings))
                .hasMessageContaining("WB-0103")
                .hasMessageContaining("384");
    }

    private static double cosine(float[] one, float[] other) {
        return MiniLm.product(one, other);
    }
}
