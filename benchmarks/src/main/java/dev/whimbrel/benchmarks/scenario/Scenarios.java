package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.load.DataScript;
import dev.whimbrel.benchmarks.load.Load;
import dev.whimbrel.benchmarks.load.SmallMigrations;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All there is to do. */
public final class Scenarios {

    private static final String FIVE =
            "Each migration has five statements: a table, an index, a function, a trigger, ten rows. ";
    private static final String CHECKED =
            "A new database for each run; tables, indexes, functions, triggers, rows and the tool's history are counted.";

    private final Ground ground;
    private final Sizes sizes;

    public Scenarios(Ground ground, Sizes sizes) {
        this.ground = ground;
        this.sizes = sizes;
    }

    /** {@return all scenarios, in the order of the report} */
    public List<Scenario> all() {
        return List.of(loopback(), distant(), status(), nothing(), inserts(), copy(), huge());
    }

    private Scenario loopback() {
        return apply(
                Discipline.APPLY,
                "Apply %d migrations on loopback".formatted(sizes.apply()),
                FIVE + CHECKED,
                new SmallMigrations(sizes.apply()),
                Distance.LOOPBACK,
                EnumSet.allOf(Tool.class));
    }

    private Scenario distant() {
        return apply(
                Discipline.DISTANT,
                "Apply %d migrations, %d ms away".formatted(sizes.distant(), Sizes.ROUND_TRIP.toMillis()),
                FIVE + CHECKED + " Every byte arrives " + Sizes.ROUND_TRIP.toNanos() / 2e6
                        + " ms later in each direction; connecting itself is not delayed.",
                new SmallMigrations(sizes.distant()),
                Distance.FAR,
                EnumSet.allOf(Tool.class));
    }

    private Scenario status() {
        return applied(
                Discipline.STATUS,
                "Show the status of %d applied migrations".formatted(sizes.known()),
                "What the tool calls `status` or `info`, as a new process; it must tell of all of them.",
                sizes.known(),
                AppliedScenario.Act.STATUS);
    }

    private Scenario nothing() {
        return applied(
                Discipline.NOTHING,
                "Migrate where all %d migrations are applied".formatted(sizes.repeated()),
                "There is nothing to do; that is found out by a new process.",
                sizes.repeated(),
                AppliedScenario.Act.MIGRATE);
    }

    private Scenario inserts() {
        return data(
                Discipline.INSERTS,
                "A script of %s of INSERTs".formatted(size(sizes.kilobytes())),
                "One row a statement, all in one transaction; the rows are counted.",
                DataScript.Form.INSERT);
    }

    private Scenario copy() {
        return data(
                Discipline.COPY,
                "A script of %s of COPY".formatted(size(sizes.kilobytes())),
                "One `COPY … FROM STDIN` with its data in the script, as pg_dump writes it; the rows are counted.",
                DataScript.Form.COPY);
    }

    private Scenario data(Discipline discipline, String title, String description, DataScript.Form form) {
        // With one script, a process for each file is the same as one session.
        Set<Tool> tools = EnumSet.complementOf(EnumSet.of(Tool.PSQL_EACH, Tool.WHIMBREL_SELF_CONTAINED));
        Load load = new DataScript(form, sizes.kilobytes());
        return apply(discipline, title, description, load, Distance.LOOPBACK, tools);
    }

    private Scenario huge() {
        return new ApplyScenario(
                ground,
                Discipline.HUGE,
                "A script of %s of INSERTs with a heap of 64 MB".formatted(size(sizes.hugeKilobytes())),
                "Whimbrel under `-Xmx64m`; one run.",
                new DataScript(DataScript.Form.INSERT, sizes.hugeKilobytes()),
                Distance.LOOPBACK,
                EnumSet.of(Tool.WHIMBREL),
                Map.of("WHIMBREL_JAVA_OPTIONS", "-Xmx64m"),
                sizes.rounds(Discipline.HUGE));
    }

    private static String size(int kilobytes) {
        return kilobytes < 1000 ? kilobytes + " kB" : kilobytes / 1000 + " MB";
    }

    private Scenario apply(
            Discipline discipline, String title, String description, Load load, Distance distance, Set<Tool> tools) {
        return new ApplyScenario(
                ground, discipline, title, description, load, distance, tools, Map.of(), sizes.rounds(discipline));
    }

    private Scenario applied(
            Discipline discipline, String title, String description, int migrations, AppliedScenario.Act act) {
        return new AppliedScenario(
                ground, discipline, title, description, new SmallMigrations(migrations), act, sizes.rounds(discipline));
    }
}
