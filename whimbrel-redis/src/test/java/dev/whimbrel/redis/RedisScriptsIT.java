package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.plan.Step;
import dev.whimbrel.plan.UpOptions;
import dev.whimbrel.run.RunFailedException;
import dev.whimbrel.run.RunListener;
import dev.whimbrel.testkit.contract.Events;
import dev.whimbrel.testkit.contract.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may say, and what becomes of it. */
final class RedisScriptsIT extends RedisTest {

    private static String[] chapters(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            lines.add("RPUSH story " + i);
        }
        return lines.toArray(String[]::new);
    }

    private HistoryEntry lastEntry() {
        List<HistoryEntry> entries = project().history().entries();
        return entries.get(entries.size() - 1);
    }

    @Test
    void runsALongScriptInSeveralTripsWithOneEntry() {
        project().write("001_story.redis", chapters(1234));
        Events events = new Events();

        project().migrate(UpOptions.defaults(), events);

        assertThat(story()).hasSize(1234).doesNotHaveDuplicates();
        assertThat(project().history().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(entry.attempt().statementsDone()).isEqualTo(1234);
        });
        assertThat(events.heard())
                .containsExactly(
                        "plan 001",
                        "started 001",
                        "250 done",
                        "500 done",
                        "750 done",
                        "1000 done",
                        "1234 done",
                        "done 001",
                        "stopped");
        assertThat(exists(RedisKeys.JOURNAL)).isFalse();
    }

    @Test
    void resumesALongScriptAfterTheLastCompletedCommand() {
        String[] lines = chapters(1000);
        lines[699] = "INCR story";
        project().write("001_story.redis", lines);

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.what()).contains("001_story.redis:700:1: INCR story");
        assertThat(problem.why()).contains("WRONGTYPE");
        assertThat(story()).hasSize(699);
        assertThat(lastEntry().attempt().statementsDone()).isEqualTo(699);

        project().write("001_story.redis", chapters(1000));
        project().migrate();

        assertThat(story()).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void writesBytesAsTheyAreQuoted() {
        project().write("001_bytes.redis", "SET 'a key' \"\\x00\\xff\\n\\\"\"", "SET umlaut brachvögel");

        project().migrate();

        byte[] bytes = ask(connection -> connection.get("a key".getBytes(StandardCharsets.UTF_8)));
        String umlaut = ask(connection -> connection.get("umlaut"));
        assertThat(bytes).containsExactly(0, 0xff, '\n', '"');
        assertThat(umlaut).isEqualTo("brachvögel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUSHALL", "flushdb async", "CONFIG SET save ''", "SHUTDOWN NOSAVE", "DEBUG SLEEP 0", "KEYS *",
                "REPLICAOF NO ONE", "SCRIPT FLUSH", "SWAPDB 0 1", "ACL WHOAMI", "SELECT 3", "BLPOP story 0",
                "EVAL 'return 1' 0", "SUBSCRIBE news", "SET whimbrel:{migrations}:fence 1", "UNLINK-MATCHING"
            })
    void refusesACommandThatEndangersTheServerBeforeAnythingIsTouched(String command) {
        project().write("001_story.redis", "RPUSH story 1").write("002_danger.redis", "# a comment", "  " + command);

        Problem problem = Refusal.problem(TimelineException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.SCRIPT_COMMAND_REFUSED);
        assertThat(problem.what()).contains("002_danger.redis:2:3: ").contains(command);
        assertThat(keys("*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MULTI", "EXEC", "DISCARD", "WATCH story"})
    void refusesTransactions(String command) {
        project().write("001_story.redis", "RPUSH story 1", command);

        assertThat(Refusal.problem(TimelineException.class, project()::migrate).code())
                .isEqualTo(ErrorCode.SCRIPT_TRANSACTION_CONTROL);
    }

    @Test
    void keepsTheHistoryWhenTheDatabaseIsEmptiedOnPurpose() {
        project()
                .write("001_story.redis", "RPUSH story 1")
                .write("002_empty.redis", "# whimbrel: allow FLUSHDB", "SET bird curlew", "FLUSHDB", "RPUSH story 2");

        project().migrate();

        assertThat(story()).containsExactly("2");
        assertThat(exists("bird")).isFalse();
        assertThat(project().history().entries())
                .extracting(entry -> entry.id().label() + " " + entry.outcome().label())
                .containsExactly("001 applied", "002 applied");
        assertThat(project().migrate().done()).isEmpty();
    }

    @Test
    void runsWhatAScriptOfTheServerMayNotRunByItself() {
        project()
                .write(
                        "001_function.redis",
                        "# whimbrel: allow FUNCTION CONFIG",
                        "RPUSH story 1",
                        "FUNCTION LOAD REPLACE \"#!lua name=whimbreltest\\nredis.register_function('whimbreltest', function() return 7 end)\"",
                        "RPUSH story 2");
        try {
            project().migrate();

            assertThat(story()).containsExactly("1", "2");
            Object answer = ask(connection -> connection.fcall("whimbreltest", List.of(), List.of()));
            assertThat(answer).isEqualTo(7L);
            assertThat(lastEntry().attempt().statementsDone()).isEqualTo(3);
        } finally {
            ask(connection -> connection.functionDelete("whimbreltest"));
        }
    }

    @Test
    void removesTheKeysThatFitAPatternAndNoOthers() {
        ask(connection -> {
            try (var pipeline = connection.pipelined()) {
                for (int i = 0; i < 5000; i++) {
                    pipeline.set("semcache:" + i, "stale");
                    pipeline.set("session:" + i, "fresh");
                }
            }
            return connection.set("whimbrel:mine", "1");
        });
        project().write("001_clear.redis", "RPUSH story 1", "UNLINK-MATCHING semcache:* whimb*", "RPUSH story 2");

        project().migrate();

        assertThat(keys("semcache:*")).isEmpty();
        assertThat(keys("session:*")).hasSize(5000);
        assertThat(exists("whimbrel:mine")).isTrue();
        assertThat(story()).containsExactly("1", "2");
        assertThat(lastEntry().attempt().statementsDone()).isEqualTo(3);
    }

    @Test
    void tellsHowFarARemovalIs() {
        ask(connection -> connection.mset("semcache:1", "stale", "semcache:2", "stale", "session:1", "fresh"));
        project().write("001_clear.redis", "UNLINK-MATCHING semcache:*");
        List<String> heard = Collections.synchronizedList(new ArrayList<>());

        project().migrate(UpOptions.defaults(), new RunListener() {
            @Override
            public void stepProgressed(Step step, String progress) {
                heard.add(progress);
            }
        });

        assertThat(heard).containsExactly("semcache:*: 2 keys removed, 7 of 7 looked at");
    }

    @Test
    void namesTheModuleOfACommandTheServerDoesNotHave() {
        String modules = ask(connection -> connection.info("modules"));
        assumeThat(modules).doesNotContain("name=ReJSON");
        project().write("001_story.redis", "RPUSH story 1").write("002_json.redis", "JSON.SET bird $ '{}'");

        Problem problem = Refusal.problem(RunFailedException.class, project()::migrate);

        assertThat(problem.code()).isEqualTo(ErrorCode.EXTENSION_UNAVAILABLE);
        assertThat(problem.what()).contains("002_json.redis:1:1");
        assertThat(problem.why()).contains("the JSON module");
        assertThat(story()).isEmpty();
        assertThat(project().history().isEmpty()).isTrue();
    }

    @Test
    void revertsWithADownScript() {
        project()
                .write("001_story.redis", "RPUSH story 1", "# migrate:down", "DEL story")
                .write("002_bird.redis", "SET bird curlew")
                .write("002_bird.down.redis", "DEL bird");
        project().migrate();

        project().down(DownOptions.last(2));

        assertThat(exists("story")).isFalse();
        assertThat(exists("bird")).isFalse();
        assertThat(project().history().applied()).isEmpty();
    }
}
