package dev.whimbrel.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * How many faults are tried: a sample in every build, or all of them.
 *
 * <p>The long form is switched on by the system property {@code whimbrel.faults=long}; {@code whimbrel.faults.seed} chooses
 * another sample. docs/testing.md has the commands.
 */
final class FaultForm {

    private static final boolean IS_LONG = "long".equals(System.getProperty("whimbrel.faults"));
    private static final long SEED = Long.getLong("whimbrel.faults.seed", 20_260_114);

    private FaultForm() {}

    static boolean isLong() {
        return IS_LONG;
    }

    static long seed() {
        return SEED;
    }

    private static Random random() {
        return new Random(SEED);
    }

    /** {@return numbers from 1 to {@code last}, in order: all in the long form, or one at random out of each part} */
    static List<Long> spread(long last, int parts) {
        return spread(last, parts, 1);
    }

    /** {@return numbers from 1 to {@code last}, in order; the long form has each that is a multiple of {@code step}} */
    static List<Long> spread(long last, int parts, int step) {
        Random random = random();
        TreeSet<Long> numbers = new TreeSet<>();
        if (IS_LONG || last <= parts) {
            for (long number = 1; number <= last; number += IS_LONG ? step : 1) {
                numbers.add(number);
            }
        } else {
            for (int part = 0; part < parts; part++) {
                long begin = last * part / parts;
                long end = last * (part + 1) / parts;
                numbers.add(begin + 1 + random.nextInt(Math.toIntExact(end - begin)));
            }
        }
        return new ArrayList<>(numbers);
    }
}
