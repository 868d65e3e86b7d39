package dev.whimbrel.embedding.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.embedding.EmbeddingModel;
import dev.whimbrel.embedding.RefusedException;
import dev.whimbrel.embedding.Role;
import dev.whimbrel.embedding.provider.EmbeddingModels;
import dev.whimbrel.embedding.provider.ModelSettings;
import dev.whimbrel.embedding.server.MiniLm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** all-MiniLM-L6-v2 with weights of 8 bits, against the full one. */
class QuantisedModelIT {

    private static final EmbeddingModel QUANTISED = EmbeddingModels.open(ModelSettings.of("all-MiniLM-L6-v2-q"));

    private static List<float[]> vectors(EmbeddingModel model, List<String> texts) {
        return model.embed(texts, Role.PASSAGE).vectors();
    }

    @AfterAll
    static void close() {
        QUANTISED.close();
    }

    @Test
    void isNearTheFullModelAndKnownApartFromIt() {
        List<String> texts = List.of(
                "The weather is lovely today.",
                "How do I reset my password?",
                "Invoices are due within thirty days of their date.",
                "A whimbrel is a wader that flies its migration straight through hurricanes.");
        List<float[]> full = vectors(MiniLm.model(), texts);
        List<float[]> quantised = vectors(QUANTISED, texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(MiniLm.product(full.get(i), quantised.get(i))).isBetween(0.97, 0.9999);
        }
        assertThat(QUANTISED.profile().dimension()).isEqualTo(384);
        assertThat(QUANTISED.profile().maxTokens()).isEqualTo(256);
        assertThat(QUANTISED.profile().revision()).startsWith("all-minilm-l6-v2-q.onnx sha256:");
        assertThat(QUANTISED.profile().hash())
                .isNotEqualTo(MiniLm.model().profile().hash());
    }

    @Test
    void findsParaphrasesNearerThanStrangers() {
        List<float[]> vectors = vectors(
                QUANTISED,
                List.of("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."));

        assertThat(MiniLm.product(vectors.get(0), vectors.get(1)))
                .isGreaterThan(MiniLm.product(vectors.get(0), vectors.get(2)) + 0.3);
    }

    /** Its numbers have the range of a whole run, so in one run with others a text would get another vector. */
    @Test
    void givesATextTheSameVectorAloneAndAmongOthers() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(String.join(" ", Collections.nCopies(1 + (i * 7) % 30, "curlew " + i)));
        }
        List<float[]> together = vectors(QUANTISED, texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors(QUANTISED, List.of(texts.get(i))).get(0)).isEqualTo(together.get(i));
        }
        assertThat(QUANTISED.limits().textsPerRequest()).isOne();
        assertThat(MiniLm.model().limits().textsPerRequest()).isGreaterThan(1);
    }

    @Test
    void namesTheLibraryThatIsMissing() {
        assertThatThrownBy(() -> OnnxModel.open("q", new ClassPathFiles("all-minilm-l6-v2-q4")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("WB-0711")
                .hasMessageContaining("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q4");
    }
}
