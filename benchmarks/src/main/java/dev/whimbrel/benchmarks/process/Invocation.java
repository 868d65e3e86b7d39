package dev.whimbrel.benchmarks.process;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param words the program and its arguments; no shell reads them
 * @param environment what it has beyond the surroundings
 */
public record Invocation(List<String> words, Map<String, String> environment, Surroundings surroundings) {

    /** What a program finds in its environment anyway. */
    public enum Surroundings {
        /** The same little for everyone, so that no variable gives one contender what others do not have. */
        BARE,

        /** All of ours: package tools may be set up there. */
        OURS
    }

    public Invocation {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Invocation of(Object... words) {
        return new Invocation(Arrays.stream(words).map(Object::toString).toList(), Map.of(), Surroundings.BARE);
    }

    public Invocation with(String name, String value) {
        return with(Map.of(name, value));
    }

    public Invocation with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Invocation(words, all, surroundings);
    }

    public Invocation in(Surroundings other) {
        return new Invocation(words, environment, other);
    }
}
