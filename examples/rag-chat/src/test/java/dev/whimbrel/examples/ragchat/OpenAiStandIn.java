package dev.whimbrel.examples.ragchat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whimbrel.testkit.model.LetterModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands in for OpenAI, which costs money: vectors of the right length, a key that is looked at. */
final class OpenAiStandIn implements AutoCloseable {

    static final String KEY = "sk-of-the-test";
    static final int DIMENSION = 1536;

    private final HttpServer server;
    private final Queue<List<String>> requests = new ConcurrentLinkedQueue<>();

    OpenAiStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** {@return the texts of each request} */
    List<List<String>> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, Object> request =
                    JSON.std.mapFrom(exchange.getRequestBody().readAllBytes());
            boolean isKnown =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = JSON.std.asBytes(
                    isKnown ? embedded(request) : Map.of("error", Map.of("message", "Incorrect API key provided")));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isKnown ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, Object> embedded(Map<String, Object> request) {
        List<Object> data = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Object text : (List<?>) request.get("input")) {
            data.add(Map.of("object", "embedding", "index", texts.size(), "embedding", written(String.valueOf(text))));
            texts.add(String.valueOf(text));
        }
        requests.add(texts);
        int tokens = texts.stream().mapToInt(String::length).sum() / 4;
        return Map.of("object", "list", "data", data, "usage", Map.of("prompt_tokens", tokens, "total_tokens", tokens));
    }

    private static String written(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(LetterModel.vector(text, DIMENSION));
        return new String(Base64.getEncoder().encode(bytes.array()), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
