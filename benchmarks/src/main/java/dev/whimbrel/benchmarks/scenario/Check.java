package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.load.Expectation;
import dev.whimbrel.benchmarks.load.Load;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.testkit.server.TestDatabase;

/** Compares a database with what a load leaves behind. */
record Check(TestDatabase database) {

    /** @throws RunFailedException if anything is missing, in the schema or in the contender's history */
    void applied(Load load, Contender contender) {
        load.expectations().forEach(this::expect);
        contender
                .memory()
                .ifPresent(memory ->
                        expect(new Expectation("migrations in its history", memory.query(), load.migrations())));
    }

    private void expect(Expectation expectation) {
        String found = count(expectation.query());
        if (!found.equals(String.valueOf(expectation.count()))) {
            throw new RunFailedException("it says that it is done, but there are " + found + " " + expectation.what()
                    + " instead of " + expectation.count());
        }
    }

    private String count(String query) {
        try {
            return String.valueOf(database.query(query).get(0).get(0));
        } catch (IllegalStateException e) {
            // A table that is not there at all.
            return "no";
        }
    }
}
