package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.database.sql.ToolVersion;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, and that looking changes nothing. */
public abstract class HistoryContract extends DatabaseContract {

    private static final String BIRD = "CREATE TABLE bird (id INTEGER PRIMARY KEY);";

    private Instant now() {
        return Instant.parse(query(dialect().now()).get(0));
    }

    @Test
    void remembersEachAttemptInOrder() {
        project()
                .write("001_bird.sql", BIRD)
                .write("001_bird.down.sql", "DROP TABLE bird;")
                .write("R__fails.sql", "INSERT INTO nowhere VALUES (1);");
        Refusal.of(RunFailedException.class, project()::migrate);
        project().write("R__fails.sql", "INSERT INTO bird VALUES (1);");
        project().migrate();
        project().down(DownOptions.last(1));
        project().migrate();

        List<HistoryEntry> entries = project().history().entries();

        assertThat(entries)
                .extracting(entry -> entry.id().label() + " " + entry.outcome().label())
                .containsExactly("001 applied", "R__fails failed", "R__fails applied", "001 reverted", "001 applied");
        assertThat(entries).extracting(HistoryEntry::rank).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void remembersEverythingAboutAnAttempt() {
        project().write("001_the_bird.sql", BIRD, "INSERT INTO bird VALUES (1);");
        Instant before = now();
        project().migrate();
        Instant after = now();

        HistoryEntry entry = lastEntry();

        assertThat(entry.attempt().id()).isEqualTo(id("001"));
        assertThat(entry.attempt().kind()).isEqualTo(MigrationKind.VERSIONED);
        assertThat(entry.attempt().description()).isEqualTo("the bird");
        assertThat(entry.attempt().script()).isEqualTo("001_the_bird.sql");
        assertThat(entry.attempt().checksum()).contains(Checksum.of(BIRD + "\nINSERT INTO bird VALUES (1);\n"));
        assertThat(entry.attempt().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(entry.attempt().statementsDone()).isEqualTo(2);
        assertThat(entry.attempt().error()).isEmpty();
        assertThat(entry.at()).isBetween(before, after);
        assertThat(entry.duration()).isBetween(Duration.ZERO, Duration.between(before, after));
        assertThat(entry.by()).isEqualTo(dialect().user());
        assertThat(entry.toolVersion()).isEqualTo(ToolVersion.get());
    }

    @Test
    void remembersTextsAsTheyAre() {
        project().write("001_bird's_nest.sql", "INSERT INTO \"no\\where's\" VALUES (1);");

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(lastEntry().attempt().script()).isEqualTo("001_bird's_nest.sql");
        assertThat(lastEntry().attempt().error())
                .hasValueSatisfying(error -> assertThat(error).contains("no\\where's"));
    }

    @Test
    void changesNothingByLooking() {
        project().write("001_bird.sql", BIRD);
        List<String> before = catalog();

        assertThat(project().plan().steps()).hasSize(1);
        project().ask(whimbrel -> whimbrel.plan(DownOptions.last(1)));
        assertThat(project().validate()).isEmpty();
        assertThat(project().verify()).isEmpty();
        assertThat(project().health().problems()).isEmpty();

        assertThat(catalog()).isEqualTo(before);
    }

    @Test
    void hasNoHistoryBeforeTheFirstMigration() {
        assertThat(project().history().isEmpty()).isTrue();
    }

    @Test
    void verifiesThatWhatWasCreatedIsThere() {
        project()
                .write("001_bird.sql", BIRD, "CREATE INDEX bird_by_id ON bird (id);")
                .write("002_nest.sql", "CREATE TABLE nest (id INTEGER);", "CREATE VIEW home AS SELECT id FROM nest;")
                .write("003_egg.sql", "CREATE TABLE egg (id INTEGER);", "DROP TABLE egg;")
                .write("004_scratch.sql", "CREATE TEMPORARY TABLE scratch (id INTEGER);");
        project().migrate();

        assertThat(project().verify()).isEmpty();
    }

    @Test
    void findsOutThatAnObjectIsGone() {
        project().write("001_bird.sql", BIRD, "CREATE TABLE nest (id INTEGER);");
        project().migrate();
        database().execute("DROP TABLE nest");

        assertThat(project().verify())
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("table nest"))
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.VERIFY_OBJECT_MISSING);
    }
}
