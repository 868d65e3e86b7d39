package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricDataParser;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.MetricType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, read by a parser that is not ours. */
final class MetricsIT {

    @TempDir
    private Path home;

    private static List<MetricFamily> families(Running running) throws Exception {
        HttpResponse<String> response = running.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        try (InputStream body = new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8))) {
            TextPrometheusMetricDataParser parser = new TextPrometheusMetricDataParser(body);
            List<MetricFamily> families = new ArrayList<>();
            for (MetricFamily family = parser.parse(); family != null; family = parser.parse()) {
                families.add(family);
            }
            return families;
        }
    }

    private static double value(List<MetricFamily> families, String name, Map<String, String> labels) {
        List<Double> values = families.stream()
                .filter(family -> family.getName().equals(name))
                .flatMap(family -> family.getMetrics().stream())
                .filter(metric -> metric.getLabels().equals(labels))
                .map(metric -> ((Gauge) metric).getValue())
                .toList();
        assertThat(values).as(name + labels).hasSize(1);
        return values.get(0);
    }

    @Test
    void tellEverythingThereIs() throws Exception {
        Running.write(home, "001_birds.sql", "CREATE TABLE birds (id INTEGER PRIMARY KEY);");
        Running.write(home, "002_nests.sql", "CREATE TABLE nests (id INTEGER PRIMARY KEY);");
        try (Running running = new Running(home, Running.sqlite(home, "main"))) {
            running.migrate();
            Running.write(home, "003_eggs.sql", "CREATE TABLE eggs (id INTEGER PRIMARY KEY);");
            List<MetricFamily> families = families(running);
            assertThat(families)
                    .allSatisfy(family -> {
                        assertThat(family.getType()).isEqualTo(MetricType.GAUGE);
                        assertThat(family.getHelp()).isNotBlank();
                        assertThat(family.getMetrics()).isNotEmpty();
                    })
                    .extracting(MetricFamily::getName)
                    .containsExactly(
                            "whimbrel_build_info",
                            "whimbrel_ready",
                            "whimbrel_folder_readable",
                            "whimbrel_database_up",
                            "whimbrel_migrations",
                            "whimbrel_current_version_info",
                            "whimbrel_last_migration_duration_seconds",
                            "whimbrel_last_migration_timestamp_seconds");
            Map<String, String> main = Map.of("database", "main");
            assertThat(value(families, "whimbrel_database_up", Map.of("database", "main", "kind", "sqlite")))
                    .isEqualTo(1);
            assertThat(value(families, "whimbrel_migrations", Map.of("database", "main", "state", "applied")))
                    .isEqualTo(2);
            assertThat(value(families, "whimbrel_migrations", Map.of("database", "main", "state", "pending")))
                    .isEqualTo(1);
            assertThat(value(families, "whimbrel_migrations", Map.of("database", "main", "state", "failed")))
                    .isZero();
            assertThat(value(families, "whimbrel_current_version_info", Map.of("database", "main", "version", "002")))
                    .isEqualTo(1);
            assertThat(value(families, "whimbrel_ready", Map.of())).isZero();
            assertThat(value(families, "whimbrel_folder_readable", Map.of())).isEqualTo(1);
            assertThat(value(families, "whimbrel_last_migration_duration_seconds", main))
                    .isNotNegative();
            assertThat(Instant.ofEpochSecond((long) value(families, "whimbrel_last_migration_timestamp_seconds", main)))
                    .isBeforeOrEqualTo(Instant.now())
                    .isAfter(Instant.now().minusSeconds(3_600));
        }
    }
}
