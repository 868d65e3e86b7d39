package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.provider.ApiKey;
import dev.whimbrel.embedding.provider.EndpointSettings;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one endpoint. The key goes into a header of each request and nowhere else; redirects are not followed, so that
 * it reaches no other host. One that is missing is missed by the first request. Thread-safe.
 */
public final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final String JSON = "application/json";

    private final URI base;
    private final Optional<ApiKey> key;
    private final Duration timeout;
    private final HttpClient client;

    public Connection(URI base, EndpointSettings settings) {
        this.base = base;
        this.key = settings.apiKey();
        this.timeout = settings.timeout();
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout.compareTo(CONNECTING) < 0 ? timeout : CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.getDefault())
                .version("https".equals(base.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
        boolean isOpen = "http".equals(base.getScheme()) && !isHere(base.getHost());
        boolean isSent = key.isPresent() && key.get().missing().isEmpty();
        if (isSent && isOpen) {
            LOG.warn("the key for {} travels unencrypted; use https", base);
        }
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    URI base() {
        return base;
    }

    /**
     * Refuse to ask the endpoint for something that the settings could tell, if the key for it is missing.
     *
     * @param setting that would make the question needless
     */
    public void requireKeyFor(String model, String setting) {
        key.flatMap(ApiKey::missing).ifPresent(reason -> {
            throw new SettingsException(new Problem(
                    reason.code(),
                    reason.what(),
                    "nobody says the " + setting + " of its vectors, so it has to be asked; " + reason.why(),
                    reason.remedy() + "; or say it, and no key is needed before texts are embedded: `models: { " + model
                            + ": { " + setting + ": … } }` in whimbrel.yaml"));
        });
    }

    /**
     * {@return the answer, whatever its status}
     *
     * @throws IOException if there was none in time
     * @throws SettingsException if the key is missing
     */
    public HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(path, "POST", BodyPublishers.ofByteArray(body));
    }

    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(path, "GET", BodyPublishers.noBody());
    }

    private HttpResponse<byte[]> send(String path, String method, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutSlash(base.toString()) + path))
                .timeout(timeout)
                .header("Content-Type", JSON)
                .header("Accept", JSON)
                .header("User-Agent", "whimbrel")
                .method(method, body);
        key.ifPresent(given ->
                request.header("Authorization", "Bearer " + given.secret().reveal()));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            // The request's own timeout ends with the headers; this one holds for the whole answer.
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw timedOut(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw timedOut(e);
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private HttpTimeoutException timedOut(Exception cause) {
        HttpTimeoutException failure =
                new HttpTimeoutException("no whole answer within " + timeout.toMillis() + " ms (timeout)");
        failure.initCause(cause);
        return failure;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
