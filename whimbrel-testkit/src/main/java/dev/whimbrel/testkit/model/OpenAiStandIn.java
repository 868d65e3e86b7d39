package dev.whimbrel.testkit.model;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for OpenAI, which costs money: vectors of the right length, those of {@link LetterModel}, and a key that is looked
 * at. It counts what it was asked. A request with a text that says {@code poison} is refused, and not told which text it was.
 */
public final class OpenAiStandIn implements AutoCloseable {

    public static final String KEY = "sk-of-the-test";
    /** That of text-embedding-3-small. */
    public static final int DIMENSION = 1536;

    private final HttpServer server;
    private final Queue<List<String>> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();

    public OpenAiStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    /** {@return its base URL} */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** {@return the texts of each request that was answered with vectors} */
    public List<List<String>> requests() {
        return List.copyOf(requests);
    }

    /** {@return how many requests came, whatever the answer} */
    public int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        try (exchange) {
            Map<String, Object> request =
                    JSON.std.mapFrom(exchange.getRequestBody().readAllBytes());
            List<String> texts = texts(request);
            if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, error("Incorrect API key provided"));
            } else if (texts.stream().anyMatch(text -> text.contains("poison"))) {
                send(exchange, 400, error("Bad request"));
            } else {
                requests.add(texts);
                send(exchange, 200, embedded(texts));
            }
        }
    }

    private static List<String> texts(Map<String, Object> request) {
        return request.get("input") instanceof List<?> input
                ? input.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer) throws IOException {
        byte[] body = JSON.std.asBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, Object> error(String message) {
        return Map.of("error", Map.of("message", message));
    }

    private static Map<String, Object> embedded(List<String> texts) {
        List<Object> data = new ArrayList<>();
        for (String text : texts) {
            data.add(Map.of("object", "embedding", "index", data.size(), "embedding", written(text)));
        }
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
