package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.contender.Job;
import dev.whimbrel.benchmarks.contender.Memory;
import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.load.Load;
import dev.whimbrel.benchmarks.process.Run;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Usage;
import dev.whimbrel.testkit.server.TestDatabase;
import java.util.EnumMap;
import java.util.Map;

/** Something done to a database where everything is applied already, by the same contender, which is not measured. */
final class AppliedScenario implements Scenario {

    /** What is done then. */
    enum Act {
        STATUS,
        MIGRATE
    }

    private final Ground ground;
    private final Discipline discipline;
    private final String title;
    private final String description;
    private final Load load;
    private final Act act;
    private final int rounds;
    private final Map<Tool, TestDatabase> databases = new EnumMap<>(Tool.class);

    AppliedScenario(
            Ground ground, Discipline discipline, String title, String description, Load load, Act act, int rounds) {
        this.ground = ground;
        this.discipline = discipline;
        this.title = title;
        this.description = description;
        this.load = load;
        this.act = act;
        this.rounds = rounds;
    }

    @Override
    public Discipline discipline() {
        return discipline;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int rounds() {
        return rounds;
    }

    @Override
    public boolean isFor(Contender contender) {
        return contender.memory().isPresent();
    }

    @Override
    public Usage run(Contender contender) {
        TestDatabase database = databases.computeIfAbsent(contender.tool(), tool -> apply(contender));
        Job job = job(contender, database);
        return switch (act) {
            case STATUS -> status(contender.memory().orElseThrow(), job);
            case MIGRATE -> migrate(contender, job, database);
        };
    }

    private TestDatabase apply(Contender contender) {
        TestDatabase database = ground.database();
        try {
            migrate(contender, job(contender, database), database);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private Job job(Contender contender, TestDatabase database) {
        return new Job(ground.files(load, contender.format()), ground.access(database, Distance.LOOPBACK));
    }

    private Usage migrate(Contender contender, Job job, TestDatabase database) {
        Usage usage = ground.stopwatch().run(contender.migrate(job)).usage();
        new Check(database).applied(load, contender);
        return usage;
    }

    private Usage status(Memory memory, Job job) {
        Run run = ground.stopwatch().run(memory.status().apply(job));
        long told = memory.applied().applyAsLong(run.output());
        if (told != load.migrations()) {
            throw new RunFailedException("told of " + told + " applied migrations instead of " + load.migrations());
        }
        return run.usage();
    }

    @Override
    public void close() {
        databases.values().forEach(TestDatabase::close);
    }
}
