package dev.whimbrel.server;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back, to whoever asks the same at about the same time. Immutable, as long as nobody writes to its body. */
final class Answer {

    static final int OK = 200;
    static final int UNAVAILABLE = 503;

    private static final String JSON_TYPE = "application/json";
    private static final String HTML_TYPE = "text/html; charset=utf-8";
    /** The text form, which every version of Prometheus reads. */
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final int status;
    private final String type;
    private final byte[] body;

    private Answer(int status, String type, String text) {
        this.status = status;
        this.type = type;
        this.body = text.getBytes(StandardCharsets.UTF_8);
    }

    static Answer json(int status, Map<String, ?> report) {
        try {
            String text = JSON.std
                    .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(report);
            return new Answer(status, JSON_TYPE, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("a report of maps, lists and texts can be written as JSON", e);
        }
    }

    static Answer html(int status, String text) {
        return new Answer(status, HTML_TYPE, text);
    }

    static Answer metrics(String text) {
        return new Answer(OK, METRICS_TYPE, text);
    }

    /** {@return an answer that only says why there is no other} */
    static Answer refusal(int status, String reason) {
        return json(status, Map.of("error", reason));
    }

    /** {@return the status of HTTP} */
    int status() {
        return status;
    }

    /** {@return the content type} */
    String type() {
        return type;
    }

    byte[] body() {
        return body;
    }
}
