package dev.whimbrel.embedding.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.whimbrel.embedding.http.Json;
import dev.whimbrel.embedding.http.Protocol;
import dev.whimbrel.embedding.http.ProviderError;
import dev.whimbrel.embedding.http.Reply;
import dev.whimbrel.embedding.provider.EndpointSettings.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code POST /embeddings} as OpenAI has defined it.
 *
 * @param model the provider's name of it
 * @param dimensions to ask for; empty leaves it to the provider
 * @param encoding how vectors are to travel; both kinds are understood
 */
record OpenAiProtocol(String model, Optional<Integer> dimensions, Encoding encoding) implements Protocol {

    @Override
    public String path() {
        return "/embeddings";
    }

    @Override
    public boolean canCut() {
        return false;
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
            json.writeStringField("encoding_format", encoding.name().toLowerCase(Locale.ROOT));
            if (dimensions.isPresent()) {
                json.writeNumberField("dimensions", dimensions.get());
            }
        });
    }

    @Override
    public Reply reply(byte[] body) throws IOException {
        Answer answer = new Answer();
        Json.read(body, answer::read);
        return answer.toReply();
    }

    @Override
    public ProviderError.Kind kind(ProviderError error) {
        return error.usualKind();
    }

    /** What was read of an answer so far. */
    private static final class Answer {

        private final SortedMap<Integer, float[]> vectors = new TreeMap<>();
        private int items;
        private Optional<Long> tokens = Optional.empty();
        private Optional<Reply.Fault> fault = Optional.empty();
        private String message = "";
        private String code = "";

        void read(String key, JsonParser json) throws IOException {
            switch (key) {
                case "data" -> readItems(json);
                case "usage" -> Json.readObject(json, this::readUsage);
                case "error" -> fault = fault(json);
                // vLLM and Text Embeddings Inference put the parts of an error at the top.
                case "message", "detail" -> message = text(json);
                case "code", "status" -> code = text(json);
                default -> {
                    // nothing of interest
                }
            }
        }

        private void readItems(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                List<float[]> vector = new ArrayList<>(1);
                int[] index = {items};
                Json.readObject(json, (key, value) -> {
                    if (key.equals("index")) {
                        index[0] = value.getIntValue();
                    } else if (key.equals("embedding")) {
                        vector.add(Json.vector(value));
                    }
                });
                items++;
                if (vector.isEmpty()) {
                    throw new IOException("an item of the answer has no embedding");
                }
                vectors.put(index[0], vector.get(0));
            }
        }

        private void readUsage(String key, JsonParser json) throws IOException {
            if (key.equals("prompt_tokens") && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                tokens = Optional.of(json.getLongValue());
            }
        }

        private static Optional<Reply.Fault> fault(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return json.currentToken() == JsonToken.VALUE_NULL
                        ? Optional.empty()
                        : Optional.of(new Reply.Fault(text(json), "", ""));
            }
            String[] parts = {"", "", "", ""};
            Json.readObject(json, (key, value) -> {
                int part = List.of("message", "code", "param", "type").indexOf(key);
                if (part >= 0) {
                    parts[part] = text(value);
                }
            });
            return Optional.of(new Reply.Fault(parts[0], parts[1].isEmpty() ? parts[3] : parts[1], parts[2]));
        }

        private static String text(JsonParser json) throws IOException {
            String text = json.currentToken().isScalarValue() ? json.getText() : "";
            return json.currentToken() == JsonToken.VALUE_NULL ? "" : text;
        }

        Reply toReply() throws IOException {
            if (fault.isPresent()) {
                return Reply.failed(fault.get());
            }
            if (items == 0) {
                if (message.isEmpty()) {
                    throw new IOException("the answer holds neither `data` nor `error`");
                }
                return Reply.failed(new Reply.Fault(message, code, ""));
            }
            boolean isComplete = vectors.size() == items && vectors.firstKey() == 0 && vectors.lastKey() == items - 1;
            if (!isComplete) {
                throw new IOException("the answer's items are not numbered from 0 on, each number once");
            }
            return Reply.of(List.copyOf(vectors.values()), tokens);
        }
    }
}
