package dev.whimbrel.embedding.server;

import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whimbrel.embedding.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of embeddings for tests: real vectors, a key that is looked at, limits that are kept to. What goes wrong is
 * queued beforehand, a fault for each request to come; one queue for all threads.
 */
public abstract class ProviderServer implements AutoCloseable {

    public static final String KEY = "sk-canary-4711";

    /** Does something else with a request than answering it, or something before. */
    @FunctionalInterface
    public interface Fault {
        /** {@return whether the request is answered by that} */
        boolean on(ProviderServer server, HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** What a request asks for. */
    public static final class Request {

        private final Map<String, String> values = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        public List<String> texts() {
            return texts;
        }

        public String value(String key) {
            return values.getOrDefault(key, "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final AtomicInteger tooEarly = new AtomicInteger();
    private volatile long closedUntil = System.nanoTime();

    protected ProviderServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void next(Fault... some) {
        faults.addAll(List.of(some));
    }

    /** {@return the requests that were answered with vectors or with an error of the texts} */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** {@return how many requests came, whatever the answer} */
    public int asked() {
        return asked.get();
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** {@return how many requests came before the time they were told} */
    public int tooEarly() {
        return tooEarly.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            if (System.nanoTime() - closedUntil < 0) {
                tooEarly.incrementAndGet();
            }
            Fault fault = faults.poll();
            if (fault == null || !fault.on(this, exchange)) {
                serve(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Answer as the provider does. */
    protected abstract void serve(HttpExchange exchange) throws IOException;

    /** {@return an error in the provider's form} */
    protected abstract String error(String message, String code, String parameter);

    protected Request read(HttpExchange exchange) throws IOException {
        Request request = new Request();
        Json.read(exchange.getRequestBody().readAllBytes(), (key, json) -> {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    request.texts.add(json.getText());
                }
            } else {
                request.values.put(key, json.getText());
            }
        });
        requests.add(request);
        return request;
    }

    protected static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** {@return an error, and nothing else} */
    public static Fault failing(int status, String message, String code) {
        return (server, exchange) -> {
            answer(exchange, status, server.error(message, code, ""));
            return true;
        };
    }

    /** {@return any answer} */
    public static Fault answering(int status, String body) {
        return (server, exchange) -> {
            answer(exchange, status, body);
            return true;
        };
    }

    /** {@return a refusal that asks to come back later, and a look whether that is heeded} */
    public static Fault busy(int seconds) {
        return (server, exchange) -> {
            server.closedUntil = System.nanoTime() + seconds * 1_000_000_000L;
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
            answer(exchange, 429, server.error("Rate limit reached for requests", "rate_limit_exceeded", ""));
            return true;
        };
    }

    /** {@return a connection that ends in the middle of an answer} */
    public static Fault cutting() {
        return (server, exchange) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return true;
        };
    }

    /** {@return silence until the latch opens} */
    public static Fault holding(CountDownLatch came, CountDownLatch until) {
        return (server, exchange) -> {
            came.countDown();
            until.await();
            return true;
        };
    }

    /** {@return the usual answer, with headers that say it was the last for a time, and a look whether that is heeded} */
    public static Fault exhausted(int seconds) {
        return (server, exchange) -> {
            server.closedUntil = System.nanoTime() + seconds * 1_000_000_000L;
            exchange.getResponseHeaders().set("x-ratelimit-remaining-requests", "0");
            exchange.getResponseHeaders().set("x-ratelimit-reset-requests", seconds * 1000 + "ms");
            return false;
        };
    }

    /** {@return a way to elsewhere} */
    public static Fault redirecting(URI elsewhere) {
        return (server, exchange) -> {
            exchange.getResponseHeaders().set("Location", elsewhere.toString());
            exchange.sendResponseHeaders(307, -1);
            return true;
        };
    }
}
