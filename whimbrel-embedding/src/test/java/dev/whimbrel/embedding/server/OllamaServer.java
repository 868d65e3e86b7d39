package dev.whimbrel.embedding.server;

import com.sun.net.httpserver.HttpExchange;
import dev.whimbrel.embedding.Role;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Answers like Ollama: {@code /api/tags} and {@code /api/embed}, which cuts texts only when it is told to. */
public final class OllamaServer extends ProviderServer {

    public static final String DIGEST = "1b226e2802dbb772b5fc32a58f103ca1804ef7501331012de126ab22f67475ef";

    @Override
    protected void serve(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/api/tags")) {
            answer(
                    exchange,
                    200,
                    "{\"models\":[{\"name\":\"all-minilm:latest\",\"model\":\"all-minilm:latest\",\"size\":45960996,"
                            + "\"digest\":\"" + DIGEST
                            + "\",\"details\":{\"family\":\"bert\",\"families\":[\"bert\"]}}]}");
            return;
        }
        Request request = read(exchange);
        boolean isTooLong = request.texts().stream()
                .anyMatch(text -> MiniLm.model().tokens().count(text) > 256);
        if (!request.value("model").startsWith("all-minilm")) {
            answer(exchange, 404, error("model not found, try pulling it first", "", ""));
        } else if (isTooLong && !request.value("truncate").equals("true")) {
            answer(exchange, 400, error("the input length exceeds the context length", "", ""));
        } else {
            List<float[]> vectors =
                    MiniLm.model().embed(request.texts(), Role.PASSAGE).vectors();
            answer(
                    exchange,
                    200,
                    "{\"model\":\"all-minilm\",\"embeddings\":["
                            + vectors.stream().map(Arrays::toString).collect(Collectors.joining(","))
                            + "],\"total_duration\":14143917,\"load_duration\":1019500,\"prompt_eval_count\":8}");
        }
    }

    @Override
    protected String error(String message, String code, String parameter) {
        return "{\"error\":\"" + message + "\"}";
    }
}
