package dev.whimbrel.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. It waits without a thread. A body is of no use here: a little of one is thrown away, more
 * ends the connection.
 */
final class Exchange implements AsyncServerExchangeHandler {

    /** More than one connection at a time can have sent while a database is waited for, unless it means harm. */
    private static final int MOST_AT_ONCE = 4_096;

    private static final int MOST_BODY = 65_536;
    private static final int TOO_LARGE = 413;

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Endpoints endpoints;
    private final AtomicInteger atOnce;
    private final AtomicReference<AsyncResponseProducer> response = new AtomicReference<>();
    private boolean isCounted;
    private int body;

    /** @param atOnce how many of these there are now */
    Exchange(Endpoints endpoints, AtomicInteger atOnce) {
        this.endpoints = endpoints;
        this.atOnce = atOnce;
    }

    @Override
    public void handleRequest(HttpRequest request, EntityDetails entity, ResponseChannel channel, HttpContext context)
            throws IOException {
        isCounted = true;
        if (atOnce.incrementAndGet() > MOST_AT_ONCE) {
            throw new IOException("too many requests at a time");
        }
        boolean isTooLarge = entity != null && entity.getContentLength() > MOST_BODY;
        CompletableFuture<Answer> answer = isTooLarge ? refused(TOO_LARGE, "no body is expected") : answer(request);
        CompletableFuture<Void> unused =
                answer.exceptionally(Exchange::broken).thenAccept(ready -> send(ready, channel, context));
    }

    private CompletableFuture<Answer> answer(HttpRequest request) {
        boolean isRead =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!isRead) {
            return refused(HttpURLConnection.HTTP_BAD_METHOD, "only GET and HEAD");
        }
        try {
            return endpoints
                    .get(withoutQuery(request.getPath()))
                    .orElseGet(() -> refused(HttpURLConnection.HTTP_NOT_FOUND, "no such path"));
        } catch (RejectedExecutionException e) {
            return refused(Answer.UNAVAILABLE, "the server is stopping");
        }
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static CompletableFuture<Answer> refused(int status, String reason) {
        return CompletableFuture.completedFuture(Answer.refusal(status, reason));
    }

    private static Answer broken(Throwable failure) {
        LOG.warn("Answering a request", failure);
        return Answer.refusal(HttpURLConnection.HTTP_INTERNAL_ERROR, "an unexpected error");
    }

    private void send(Answer answer, ResponseChannel channel, HttpContext context) {
        HttpResponse head = new BasicHttpResponse(answer.status());
        head.setHeader(HttpHeaders.CONTENT_TYPE, answer.type());
        if (answer.status() == HttpURLConnection.HTTP_BAD_METHOD) {
            head.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        if (answer.status() == TOO_LARGE) {
            head.setHeader(HttpHeaders.CONNECTION, "close");
        }
        AsyncResponseProducer producer =
                new BasicResponseProducer(head, new BasicAsyncEntityProducer(answer.body(), null));
        response.set(producer);
        try {
            producer.sendResponse(channel, context);
        } catch (HttpException | IOException | RuntimeException e) {
            LOG.debug("The client is gone", e);
        }
    }

    @Override
    public int available() {
        AsyncResponseProducer producer = response.get();
        return producer == null ? 0 : producer.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        AsyncResponseProducer producer = response.get();
        if (producer != null) {
            producer.produce(channel);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(MOST_BODY);
    }

    @Override
    public void consume(ByteBuffer data) throws IOException {
        body += data.remaining();
        data.position(data.limit());
        if (body > MOST_BODY) {
            throw new IOException("a body that is not expected is too long");
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        // Nothing was waiting for the body.
    }

    @Override
    public void failed(Exception cause) {
        LOG.debug("The connection broke", cause);
    }

    @Override
    public void releaseResources() {
        if (isCounted) {
            isCounted = false;
            atOnce.decrementAndGet();
        }
    }
}
