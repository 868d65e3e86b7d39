package dev.whimbrel.examples.solesonic;

import dev.whimbrel.embedding.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/** A model of Whimbrel for Spring AI. Thread-safe, as that model is. */
record LocalEmbeddingModel(dev.whimbrel.embedding.EmbeddingModel model) implements EmbeddingModel {

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        List<float[]> vectors =
                model.embed(request.getInstructions(), Role.PASSAGE).vectors();
        List<Embedding> embeddings = new ArrayList<>();
        vectors.forEach(vector -> embeddings.add(new Embedding(vector, embeddings.size())));
        return new EmbeddingResponse(embeddings);
    }

    @Override
    public float[] embed(Document document) {
        String text = Objects.requireNonNullElse(document.getText(), "");
        return model.embed(List.of(text), Role.PASSAGE).vectors().get(0);
    }

    @Override
    public int dimensions() {
        return model.profile().dimension();
    }
}
