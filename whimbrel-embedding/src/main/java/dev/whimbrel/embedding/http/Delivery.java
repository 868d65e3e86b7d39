package dev.whimbrel.embedding.http;

import dev.whimbrel.embedding.RateLimitedException;
import dev.whimbrel.embedding.UnavailableException;
import dev.whimbrel.embedding.http.Protocol.TooLong;
import dev.whimbrel.embedding.http.ProviderError.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Gets one request through: at the pace the provider allows, and again when it says later, answers with a failure of its own,
 * or does not answer, for as long as patience lasts. Thread-safe.
 */
final class Delivery {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final Connection connection;
    private final Protocol protocol;
    private final Pace pace;
    private final Duration patience;
    private final Failures failures;

    Delivery(Connection connection, Protocol protocol, Pace pace, Duration patience, Failures failures) {
        this.connection = connection;
        this.protocol = protocol;
        this.pace = pace;
        this.patience = patience;
        this.failures = failures;
    }

    /** {@return the provider's answer; it holds no error} */
    Reply deliver(List<String> texts, TooLong tooLong, long tokens) throws TextsRefusedException, InterruptedException {
        byte[] body = protocol.request(texts, tooLong);
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 1; ; attempt++) {
            Duration pause;
            RuntimeException failure;
            pace.begin(tokens);
            try {
                HttpResponse<byte[]> answer = connection.post(protocol.path(), body);
                RateHeaders headers = new RateHeaders(answer.headers());
                Reply reply = read(answer);
                if (answer.statusCode() == OK && reply.error().isEmpty()) {
                    pace.succeeded(headers);
                    return reply;
                }
                pause = headers.retryAfter(Instant.now()).orElse(pause(attempt));
                failure = failure(error(answer.statusCode(), reply), pause);
            } catch (IOException e) {
                pause = pause(attempt);
                failure = failures.unreachable(e);
            } finally {
                pace.end();
            }
            boolean mayPass = failure instanceof RateLimitedException || failure instanceof UnavailableException;
            if (!mayPass || System.nanoTime() + pause.toNanos() - deadline > 0) {
                throw failure;
            }
            if (failure instanceof UnavailableException) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        }
    }

    private RuntimeException failure(ProviderError error, Duration pause) throws TextsRefusedException {
        Kind kind = protocol.kind(error);
        if (kind == Kind.RATE_LIMITED) {
            pace.limited(pause);
        }
        if (kind == Kind.TOO_LONG || kind == Kind.TEXTS || kind == Kind.UNCLEAR) {
            throw new TextsRefusedException(error, kind);
        }
        return failures.of(error, kind, pause);
    }

    /** What stands between may answer in a form of its own; its status is then all there is. */
    private Reply read(HttpResponse<byte[]> answer) {
        try {
            return protocol.reply(answer.body());
        } catch (IOException e) {
            if (answer.statusCode() == OK) {
                throw failures.noEndpoint(e);
            }
            return Reply.failed(Reply.Fault.UNSAID);
        }
    }

    /** Under the status of success the error's own code is all there is. */
    private static ProviderError error(int status, Reply reply) {
        Reply.Fault fault = reply.error().orElse(Reply.Fault.UNSAID);
        boolean isStatus = status == OK && fault.code().matches("[45]\\d\\d");
        return new ProviderError(isStatus ? Integer.parseInt(fault.code()) : status, fault);
    }

    /** Half to all of a pause that doubles, so that processes that wait for the same thing do not move in step. */
    private static Duration pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }
}
