package dev.whimbrel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.HistoryEntry;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.plan.DownOptions;
import dev.whimbrel.run.RunFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, and that looking changes nothing. */
abstract class HistoryContract extends DatabaseContract {

    @Test
    void remembersEachAttemptInOrder() {
        project()
                .write(file("001_bird"), create("bird"))
                .write(file("001_bird.down"), dialect().drop("bird"))
                .write(file("R__fails"), refused());
        Refusal.of(RunFailedException.class, project()::migrate);
        project().write(file("R__fails"), create("nest"));
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
        project().write(file("001_the_bird"), create("bird"), create("nest"));
        Instant before = database().now();
        project().migrate();
        Instant after = database().now();

        HistoryEntry entry = lastEntry();

        assertThat(entry.attempt().id()).isEqualTo(id("001"));
        assertThat(entry.attempt().kind()).isEqualTo(MigrationKind.VERSIONED);
        assertThat(entry.attempt().description()).isEqualTo("the bird");
        assertThat(entry.attempt().script()).isEqualTo(file("001_the_bird"));
        assertThat(entry.attempt().checksum()).contains(Checksum.of(create("bird") + "\n" + create("nest") + "\n"));
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
        project().write(file("001_bird's_nest"), dialect().refused("no\\where's"));

        Refusal.of(RunFailedException.class, project()::migrate);

        assertThat(lastEntry().attempt().script()).isEqualTo(file("001_bird's_nest"));
        assertThat(lastEntry().attempt().error())
                .hasValueSatisfying(error -> assertThat(error).contains("no\\where's"));
    }

    @Test
    void changesNothingByLooking() {
        project().write(file("001_bird"), create("bird"));
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
}
