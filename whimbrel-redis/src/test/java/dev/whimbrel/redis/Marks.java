package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.History;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.Version;
import dev.whimbrel.run.RunReport;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.server.RedisTestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;

/**
 * Migrations each of whose commands leaves a mark of its own, so that the marks tell at every instant which commands took
 * effect, how often and in which order; and the promise that journal and history say the same.
 */
final class Marks {

    /** History and effects as they are at one moment. */
    private static final String LOOK =
            "return {{redis.call('XRANGE', KEYS[1], '-', '+'), redis.call('HGETALL', KEYS[2])},"
                    + " redis.call('LRANGE', 'marks', 0, -1)}";

    private final Map<String, List<String>> scripts = new LinkedHashMap<>();

    /** {@return small migrations, one of several trips, and one that removes keys; written into the project} */
    static Marks write(Project project) {
        Marks marks = new Marks();
        marks.add(project, "001", 3);
        marks.add(project, "002", 1);
        marks.add(project, "003", 600);
        marks.add(project, "004", 2, "UNLINK-MATCHING stale:*");
        marks.add(project, "005", 4);
        return marks;
    }

    private void add(Project project, String version, int count, String... first) {
        List<String> lines = new ArrayList<>(List.of(first));
        for (int i = 1; i <= count; i++) {
            lines.add("RPUSH marks " + version + "-" + i);
        }
        scripts.put(version, lines);
        project.write(version + "_marks.redis", lines.toArray(String[]::new));
    }

    /** Check that exactly those commands took effect that are counted. {@return how many migrations are applied} */
    int check(RedisTestDatabase database) {
        List<?> answer;
        try (Jedis connection = database.connect()) {
            answer = RedisSession.list(connection.eval(
                    LOOK.getBytes(StandardCharsets.UTF_8),
                    2,
                    RedisKeys.HISTORY.getBytes(StandardCharsets.UTF_8),
                    RedisKeys.JOURNAL.getBytes(StandardCharsets.UTF_8)));
        }
        History history = RedisHistory.parse(answer.get(0));
        List<String> marks = RedisSession.list(answer.get(1)).stream()
                .map(RedisSession::text)
                .toList();
        List<String> counted = new ArrayList<>();
        scripts.forEach((version, lines) -> lines.subList(0, done(version, lines, history)).stream()
                .filter(line -> line.startsWith("RPUSH"))
                .forEach(line -> counted.add(line.substring("RPUSH marks ".length()))));
        assertThat(marks).isEqualTo(counted);
        return history.applied().size();
    }

    private static int done(String version, List<String> lines, History history) {
        MigrationId id = MigrationId.of(Version.of(version));
        return history.isApplied(id)
                ? lines.size()
                : history.unfinished(id)
                        .map(HistoryEntry::attempt)
                        .map(attempt -> attempt.statementsDone())
                        .orElse(0);
    }

    /** Check that running again completes what is left, and then there is nothing to do. */
    void checkRecovery(RedisTestDatabase database, Project project) {
        int before = check(database);
        RunReport report = project.migrate();
        assertThat(report.done()).hasSize(scripts.size() - before);
        assertThat(check(database)).isEqualTo(scripts.size());
        assertThat(project.migrate().done()).isEmpty();
    }

    int count() {
        return scripts.size();
    }
}
