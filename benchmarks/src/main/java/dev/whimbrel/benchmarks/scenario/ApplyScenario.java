package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.contender.Job;
import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.load.Load;
import dev.whimbrel.benchmarks.process.Usage;
import dev.whimbrel.testkit.server.TestDatabase;
import java.util.Map;
import java.util.Set;

/**
 * Applies a load to an empty database, a new one for each run.
 *
 * @param environment what the programs have in their environment besides
 */
record ApplyScenario(
        Ground ground,
        Discipline discipline,
        String title,
        String description,
        Load load,
        Distance distance,
        Set<Tool> tools,
        Map<String, String> environment,
        int rounds)
        implements Scenario {

    @Override
    public boolean isFor(Contender contender) {
        return tools.contains(contender.tool());
    }

    @Override
    public Usage run(Contender contender) {
        try (TestDatabase database = ground.database()) {
            Job job = new Job(ground.files(load, contender.format()), ground.access(database, distance));
            Usage usage = ground.stopwatch()
                    .run(contender.migrate(job).with(environment))
                    .usage();
            new Check(database).applied(load, contender);
            return usage;
        }
    }

    @Override
    public void close() {
        // Each run has dropped its database.
    }
}
