package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Contender;
import dev.whimbrel.benchmarks.contender.Tool;
import dev.whimbrel.benchmarks.process.RunFailedException;
import dev.whimbrel.benchmarks.process.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets contenders run in turn. Each round begins with another one, so that a machine that gets slower, or faster, does so
 * for all alike. Who fails once is out.
 */
public final class Race {

    private final List<Contender> contenders;
    private final Consumer<String> talk;

    /** @param talk hears of each run, for those who wait */
    public Race(List<Contender> contenders, Consumer<String> talk) {
        this.contenders = List.copyOf(contenders);
        this.talk = talk;
    }

    public Outcome run(Scenario scenario) {
        talk.accept(scenario.title());
        List<Contender> order =
                new ArrayList<>(contenders.stream().filter(scenario::isFor).toList());
        Map<Tool, List<Usage>> usages = new EnumMap<>(Tool.class);
        Map<Tool, String> failures = new EnumMap<>(Tool.class);
        order.forEach(contender -> usages.put(contender.tool(), new ArrayList<>()));
        for (int round = 0; round < scenario.rounds(); round++) {
            for (Contender contender : order) {
                if (!failures.containsKey(contender.tool())) {
                    run(scenario, contender, usages, failures);
                }
            }
            Collections.rotate(order, -1);
        }
        List<Result> results = new ArrayList<>();
        usages.forEach((tool, each) -> results.add(new Result(tool, each, Optional.ofNullable(failures.get(tool)))));
        return new Outcome(scenario.discipline(), scenario.title(), scenario.description(), results);
    }

    private void run(
            Scenario scenario, Contender contender, Map<Tool, List<Usage>> usages, Map<Tool, String> failures) {
        Tool tool = contender.tool();
        try {
            Usage usage = scenario.run(contender);
            usages.computeIfAbsent(tool, none -> new ArrayList<>()).add(usage);
            talk.accept("  %-30s %6d ms".formatted(tool.title(), usage.wall().toMillis()));
        } catch (RunFailedException e) {
            failures.put(tool, String.valueOf(e.getMessage()));
            talk.accept("  %-30s %s".formatted(tool.title(), e.getMessage()));
        }
    }
}
