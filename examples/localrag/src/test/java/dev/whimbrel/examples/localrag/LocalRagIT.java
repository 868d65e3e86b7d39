package dev.whimbrel.examples.localrag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whimbrel.examples.localrag.LocalRag.Result;
import dev.whimbrel.examples.localrag.LocalRag.State;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresNeo4j;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.RequiresRedis;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder, three databases: up, down, by several at once, and with a mistake in the middle. */
@RequiresPostgres
@RequiresNeo4j
@RequiresRedis
final class LocalRagIT {

    private static final int AT_ONCE = 5;

    @TempDir
    @Nullable
    Path home;

    private @Nullable LocalRag opened;

    @BeforeEach
    void open() throws IOException {
        opened = LocalRag.in(requireNonNull(home));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private LocalRag localRag() {
        return requireNonNull(opened);
    }

    private Result succeeds(String... args) {
        Result result = localRag().run(args);
        assertThat(result.exitCode()).as(result.all()).isZero();
        return result;
    }

    private static Map<String, Long> eachOnce(int last) {
        Map<String, Long> once = new TreeMap<>();
        for (int version = 1; version <= last; version++) {
            once.put("00" + version, 1L);
        }
        return once;
    }

    @Test
    void createsWhatTheApplicationExpects() {
        localRag().cache().put("localrag:answer:1", "found without the graph");
        localRag().cache().put("localrag:session:1", "kept");

        succeeds("migrate");

        assertThat(localRag().main().query("""
                        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                        WHERE attrelid = 'chunks'::regclass AND attname = 'embedding'
                        """)).containsExactly(List.of("vector(768)"));
        assertThat(localRag().main().query("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' AND table_name NOT LIKE 'whimbrel%' ORDER BY 1
                        """))
                .extracting(row -> row.get(0))
                .containsExactly(
                        "chat_messages",
                        "chat_sessions",
                        "chunks",
                        "documents",
                        "processing_job_transitions",
                        "processing_jobs");
        assertThat(localRag().graph().catalog())
                .contains(
                        "constraint entity_id UNIQUENESS [Entity] [id]",
                        "constraint entity_name_and_type UNIQUENESS [Entity] [name, type]",
                        "index entity_search FULLTEXT ONLINE NODE [Entity] [name, description]",
                        "index related_to_kind RANGE ONLINE RELATIONSHIP [RELATED_TO] [kind]",
                        "Person WORKS_FOR Organization")
                .hasSize(5 + 9 + 5 + 5);
        assertThat(localRag().cache().catalog())
                .containsExactly(
                        "localrag:cache {dimension=768, model=multilingual-e5-base, version=1}", "localrag:session:1");
        assertThat(localRag().applied()).isEqualTo(eachOnce(7));
        succeeds("verify");
        assertThat(succeeds("migrate").out()).contains("nothing to do");
    }

    @Test
    void goesDownToNothingAndUpToTheSame() {
        succeeds("migrate");
        State migrated = localRag().state();
        succeeds("down", "--to", "0");
        assertThat(localRag().state().graph()).isEmpty();
        assertThat(localRag().state().cache()).isEmpty();
        assertThat(localRag().state().main().lines()).allMatch(line -> line.startsWith("extension "));
        succeeds("migrate");
        assertThat(localRag().state()).isEqualTo(migrated);
    }

    @Test
    void revertsEachMigrationToTheStateBeforeIt() {
        for (String version : eachOnce(7).keySet()) {
            State before = localRag().state();
            succeeds("migrate", "--target", version);
            succeeds("down");
            if (!version.equals("001")) { // whose extensions stay
                assertThat(localRag().state()).as("after reverting %s", version).isEqualTo(before);
            }
            succeeds("migrate", "--target", version);
        }
    }

    @Test
    void keepsWhatWasAppliedBeforeAMistakeInTheGraph() throws IOException {
        Path script = localRag().file("migrations/006_graph_foundation.cypher");
        String right = Files.readString(script);
        Files.writeString(script, right.replace("ON (e.type)", "ON e.type)"));

        Result result = localRag().run("migrate");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .containsSubsequence("001  main   initial schema", "005  main", "5 applied, 1 failed, 1 not started");
        assertThat(result.err()).contains("WB-0501", "migration 006", "006_graph_foundation.cypher:", "ON e.type)");
        assertThat(localRag().applied()).isEqualTo(eachOnce(5));
        assertThat(localRag().run("status", "--check").exitCode()).isEqualTo(3);

        Files.writeString(script, right);
        assertThat(succeeds("migrate").out()).contains("2 migrations applied");
        assertThat(localRag().applied()).isEqualTo(eachOnce(7));
    }

    @Test
    void fiveProcessesAtOnceApplyEachMigrationOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            processes.add(localRag().start("log." + i, "migrate"));
        }
        int appliers = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            int exitCode = processes.get(i).waitFor();
            String log = Files.readString(localRag().file("log." + i));
            assertThat(exitCode).as(log).isZero();
            appliers += log.contains("7 migrations applied") ? 1 : 0;
        }
        assertThat(appliers).isOne();
        assertThat(localRag().applied()).isEqualTo(eachOnce(7));
    }

    @Test
    void migratesOneDatabaseAtATimeAndEnvironmentsApart() {
        assertThat(succeeds("migrate", "--database", "graph").out()).contains("1 migration applied");
        assertThat(succeeds("migrate", "--database", "main").out()).contains("5 migrations applied");
        assertThat(succeeds("status").out()).contains("at version 005", "at version 006", "1 pending");

        try (TestDatabase test = PostgresServer.shared().createDatabase()) {
            localRag().variable("POSTGRES_DB", test.name());
            assertThat(succeeds("migrate", "--database", "main").out()).contains("5 migrations applied");
            assertThat(test.query("SELECT count(*) FROM chunks")).containsExactly(List.of("0"));
        }
    }

    @Test
    void keepsThreadsCountsAndJobsInOrder() {
        succeeds("migrate", "--target", "003");
        localRag()
                .main()
                .execute(
                        "INSERT INTO chat_sessions (id, user_id) VALUES ('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'ada')",
                        message("user", "What flies furthest?"),
                        message("assistant", "A whimbrel."),
                        message("user", "And second?"),
                        "INSERT INTO processing_jobs (file_path) VALUES ('a.pdf')");

        succeeds("migrate");

        assertThat(localRag().main().query("SELECT content FROM chat_thread((SELECT max(id) FROM chat_messages))"))
                .extracting(row -> row.get(0))
                .containsExactly("What flies furthest?", "A whimbrel.", "And second?");
        localRag().main().execute("DELETE FROM chat_messages WHERE content = 'A whimbrel.'");
        assertThat(localRag().main().query("SELECT message_count FROM chat_sessions"))
                .containsExactly(List.of("1"));
        assertThatThrownBy(() -> localRag().main().execute("UPDATE processing_jobs SET status = 'completed'"))
                .hasMessageContaining("a job that is pending cannot become completed");
        localRag().main().execute("UPDATE processing_jobs SET status = 'running'");
        localRag().main().execute("UPDATE processing_jobs SET status = 'cancelled'");
        assertThat(localRag().main().query("SELECT attempts, finished_at >= started_at FROM processing_jobs"))
                .containsExactly(List.of("1", "t"));
        succeeds("down", "--to", "003");
        assertThat(localRag().main().query("SELECT status, error_message FROM processing_jobs"))
                .containsExactly(List.of("failed", "cancelled"));
    }

    private static String message(String role, String content) {
        return "INSERT INTO chat_messages (session_id, role, content) SELECT id, '%s', '%s' FROM chat_sessions"
                .formatted(role, content);
    }
}
