package dev.whimbrel.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.Problems;
import dev.whimbrel.history.Entries;
import dev.whimbrel.history.History;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Laws of planning over several databases. */
final class PlannerLawsTests {

    private static final Map<String, History> HISTORIES = Map.of(
            "main", Entries.parse("1 APPLIED, 3 APPLIED, Rv APPLIED").history(),
            "audit", Entries.parse("2 BASELINE, 3 FAILED").history(),
            "fresh", History.EMPTY);

    private static List<Migration> files() {
        return HISTORIES.keySet().stream()
                .sorted()
                .flatMap(database -> Stream.of("1", "2", "B2", "3", "10", "x", "Ra", "Rv")
                        .map(token ->
                                Scripts.on(database, Scripts.withDown(Scripts.migration(token), "SELECT 'down';"))))
                .toList();
    }

    @Test
    void anyOrderOfFilesAndDatabasesGivesTheSamePlan() {
        List<Migration> files = files();
        UpOptions options = UpOptions.defaults().withOrder(UpOptions.OrderPolicy.ALLOW_OUT_OF_ORDER);
        Planner planner = new Planner(new Timeline("numbered", files), HISTORIES);
        Plan up = planner.up(options);
        Plan down = planner.down(DownOptions.last(2));
        assertThat(up.steps()).hasSizeGreaterThan(8);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Migration> shuffled = new ArrayList<>(files);
            Collections.shuffle(shuffled, random);
            List<String> names = new ArrayList<>(HISTORIES.keySet());
            Collections.shuffle(names, random);
            Map<String, History> histories = new LinkedHashMap<>();
            names.forEach(name -> histories.put(name, HISTORIES.getOrDefault(name, History.EMPTY)));

            Planner other = new Planner(new Timeline("numbered", shuffled), histories);

            assertThat(other.up(options)).as("seed %d", seed).isEqualTo(up);
            assertThat(other.down(DownOptions.last(2))).as("seed %d", seed).isEqualTo(down);
        }
    }

    @Test
    void ordersVersionsOverAllDatabases() {
        Plan plan = new Planner(new Timeline("numbered", files()), HISTORIES).up(UpOptions.defaults());

        assertThat(plan.steps().stream()
                        .map(step -> step.database() + " " + step.script().name()))
                .containsExactly(
                        "fresh B2.sql",
                        "audit 3.sql",
                        "fresh 3.sql",
                        "audit 10.sql",
                        "fresh 10.sql",
                        "main 10.sql",
                        "audit x.sql",
                        "fresh x.sql",
                        "main x.sql",
                        "audit Ra.sql",
                        "fresh Ra.sql",
                        "main Ra.sql",
                        "audit Rv.sql",
                        "fresh Rv.sql");
        assertThat(plan.statusesOf("audit").map(MigrationStatus::database))
                .hasSize(7)
                .containsOnly("audit");
    }

    @Test
    void leavesOutDatabasesThatDoNotTakePart() {
        Plan plan =
                new Planner(new Timeline("numbered", files()), Map.of("fresh", History.EMPTY)).up(UpOptions.defaults());

        assertThat(plan.statuses()).extracting(MigrationStatus::database).containsOnly("fresh");
    }

    @Test
    void cutsThePlanIntoRunsOfOneDatabase() {
        List<Step> steps = IntStream.range(0, 5)
                .mapToObj(i -> Scripts.on(List.of("a", "a", "b", "a", "a").get(i), Scripts.migration("" + i)))
                .map(migration -> new Step(migration, Direction.UP, 0))
                .toList();

        assertThat(new Plan("numbered", Direction.UP, List.of(), steps, Problems.NONE).runs())
                .containsExactly(steps.subList(0, 2), steps.subList(2, 3), steps.subList(3, 5));
        assertThat(new Plan("numbered", Direction.UP, List.of(), List.of(), Problems.NONE).runs())
                .isEmpty();
    }

    @Test
    void aRunToTheEndLeavesNothingToDo() {
        String alphabet = "1 2 3 B2 5 Ra Rb";
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String files = String.join(
                    " ",
                    Stream.of(alphabet.split(" ", -1))
                            .filter(token -> random.nextBoolean())
                            .toList());
            Situation situation = Situation.of(files, random.nextBoolean() ? "" : "2 BASELINE");
            Entries entries = Entries.parse(situation.history().isEmpty() ? "" : "2 BASELINE");
            situation.up("").steps().forEach(step -> entries.add(step.migration(), Outcome.APPLIED));

            Plan again = new Situation(situation.files(), entries.history()).up("");

            assertThat(again.steps()).as("seed %d: %s", seed, files).isEmpty();
            assertThat(again.problems()).as("seed %d: %s", seed, files).isEmpty();
        }
    }
}
