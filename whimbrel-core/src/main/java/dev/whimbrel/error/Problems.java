package dev.whimbrel.error;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything found wrong in one look, in the order found. Immutable. */
public final class Problems implements Iterable<Problem> {

    /** Nothing is wrong. */
    public static final Problems NONE = new Problems(List.of());

    private final List<Problem> problems;

    private Problems(List<Problem> problems) {
        this.problems = problems;
    }

    public static Problems of(List<Problem> problems) {
        return problems.isEmpty() ? NONE : new Problems(List.copyOf(problems));
    }

    public static Problems of(Problem problem) {
        return new Problems(List.of(problem));
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public Problems and(Problems others) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(others.problems);
        return of(all);
    }

    public Stream<Problem> stream() {
        return problems.stream();
    }

    @Override
    public Iterator<Problem> iterator() {
        return problems.iterator();
    }

    /** Throw what {@code failure} makes of these problems, unless there are none. */
    public <X extends WhimbrelException> void throwIfPresent(Function<Problems, X> failure) {
        if (!isEmpty()) {
            throw failure.apply(this);
        }
    }

    @Override
    public String toString() {
        return problems.toString();
    }
}
