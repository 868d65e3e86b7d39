package dev.whimbrel.benchmarks.embedding;

import dev.whimbrel.benchmarks.embedding.Comparison.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers values of several rounds by their names. */
final class Medians {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        values.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            lines.add(new Line(name, sorted.get(sorted.size() / 2)));
        });
        return lines;
    }
}
