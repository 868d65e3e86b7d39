package dev.whimbrel.server;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** The text form of metrics that Prometheus reads, version 0.0.4. Not thread-safe. */
final class MetricText {

    private final StringBuilder text = new StringBuilder();
    private String name = "";

    /** Begin a metric; its samples follow. */
    void gauge(String metric, String help) {
        name = metric;
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(" gauge\n");
    }

    void sample(Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append(labels.entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ')
                .append(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
                .append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
