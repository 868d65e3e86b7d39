package dev.whimbrel.embedding.server;

import com.sun.net.httpserver.HttpExchange;
import dev.whimbrel.embedding.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Answers like OpenAI: {@code POST /v1/embeddings}, with the errors and limits of its documentation, made smaller. */
public final class OpenAiServer extends ProviderServer {

    /** What the provider cannot take, and of which it says nothing but that the request is wrong. */
    public static final String UNSPEAKABLE = "unspeakable";

    /** What overflows in half precision. */
    public static final String OVERFLOWING = "overflowing";

    private final int mostTexts;

    public OpenAiServer(int mostTexts) {
        this.mostTexts = mostTexts;
    }

    @Override
    protected void serve(HttpExchange exchange) throws IOException {
        Request request = read(exchange);
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, error("Incorrect API key provided", "invalid_api_key", ""));
        } else if (!Set.of(MiniLm.NAME, "text-embedding-3-small").contains(request.value("model"))) {
            answer(exchange, 404, error("The model does not exist", "model_not_found", ""));
        } else if (request.texts().size() > mostTexts) {
            answer(exchange, 400, error("batch size is invalid, it should not be larger than " + mostTexts, "", ""));
        } else if (request.texts().contains("")) {
            answer(exchange, 400, error("'$.input' is invalid.", "", ""));
        } else if (request.texts().stream().anyMatch(text -> text.contains(UNSPEAKABLE))) {
            answer(exchange, 400, error("Bad request", "", ""));
        } else {
            embed(exchange, request);
        }
    }

    private void embed(HttpExchange exchange, Request request) throws IOException {
        for (String text : request.texts()) {
            int tokens = MiniLm.model().tokens().count(text);
            if (tokens > MiniLm.model().limits().tokensPerText()) {
                answer(
                        exchange,
                        400,
                        error(
                                "This model's maximum context length is 256 tokens, however you requested " + tokens
                                        + " tokens.",
                                "",
                                ""));
                return;
            }
        }
        List<float[]> vectors =
                MiniLm.model().embed(request.texts(), Role.PASSAGE).vectors();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            float[] vector = reduced(vectors.get(i), request.value("dimensions"));
            if (request.texts().get(i).contains(OVERFLOWING)) {
                vector[0] = Float.NaN;
            }
            items.add("{\"object\":\"embedding\",\"embedding\":" + written(vector, request.value("encoding_format"))
                    + ",\"index\":" + i + "}");
        }
        // The order is not promised.
        Collections.reverse(items);
        long tokens = request.texts().stream()
                .mapToLong(text -> MiniLm.model().tokens().count(text))
                .sum();
        answer(
                exchange,
                200,
                "{\"object\":\"list\",\"data\":[" + String.join(",", items) + "],\"model\":\"" + request.value("model")
                        + "\",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}}");
    }

    private static float[] reduced(float[] vector, String dimensions) {
        if (dimensions.isEmpty()) {
            return vector;
        }
        float[] shorter = Arrays.copyOf(vector, Integer.parseInt(dimensions));
        double length = Math.sqrt(MiniLm.product(shorter, shorter));
        for (int i = 0; i < shorter.length; i++) {
            shorter[i] /= (float) length;
        }
        return shorter;
    }

    private static String written(float[] vector, String encoding) {
        if (encoding.equals("base64")) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
        }
        return Arrays.toString(vector).replace("NaN", "null");
    }

    @Override
    protected String error(String message, String code, String parameter) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"param\":"
                + (parameter.isEmpty() ? "null" : "\"" + parameter + "\"")
                + ",\"code\":" + (code.isEmpty() ? "null" : "\"" + code + "\"") + "}}";
    }
}
