package dev.whimbrel.embedding.ollama;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.whimbrel.embedding.http.Json;
import dev.whimbrel.embedding.http.Protocol;
import dev.whimbrel.embedding.http.ProviderError;
import dev.whimbrel.embedding.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/embed} of Ollama.
 *
 * @param model Ollama's name of it
 * @param dimensions to ask for; empty leaves it to the model
 * @param context how many tokens of a text count; unsaid, Ollama would take what fits its memory
 */
record OllamaProtocol(String model, Optional<Integer> dimensions, int context) implements Protocol {

    @Override
    public String path() {
        return "/api/embed";
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public byte[] request(List<String> texts, TooLong tooLong) {
        return Json.object(json -> {
            json.writeStringField("model", model);
            json.writeArrayFieldStart("input");
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
            json.writeBooleanField("truncate", tooLong == TooLong.CUT);
            if (dimensions.isPresent()) {
                json.writeNumberField("dimensions", dimensions.get());
            }
            json.writeObjectFieldStart("options");
            json.writeNumberField("num_ctx", context);
            json.writeEndObject();
        });
    }

    @Override
    public Reply reply(byte[] body) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<Long> tokens = new ArrayList<>();
        Json.read(body, (key, json) -> {
            switch (key) {
                case "embeddings" -> readVectors(json, vectors);
                case "prompt_eval_count" -> tokens.add(json.getLongValue());
                case "error" -> errors.add(json.getText());
                default -> {
                    // nothing of interest
                }
            }
        });
        if (!errors.isEmpty()) {
            return Reply.failed(new Reply.Fault(errors.get(0), "", ""));
        }
        if (vectors.isEmpty()) {
            throw new IOException("the answer holds neither `embeddings` nor `error`");
        }
        return Reply.of(vectors, tokens.stream().findFirst());
    }

    private static void readVectors(JsonParser json, List<float[]> vectors) throws IOException {
        while (json.nextToken() == JsonToken.START_ARRAY) {
            vectors.add(Json.vector(json));
        }
    }

    @Override
    public ProviderError.Kind kind(ProviderError error) {
        return error.usualKind();
    }
}
