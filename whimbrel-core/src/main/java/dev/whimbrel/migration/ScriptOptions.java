package dev.whimbrel.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file says about how it wants to be run; most say nothing, and none has to.
 *
 * @param transaction whether it asks for none
 * @param lockTimeout how long a statement may queue for a table lock; nothing leaves it to the settings
 * @param statementTimeout how long a statement in a transaction may take, zero for as long as it likes; nothing leaves it to
 *     the settings
 * @param requires versions that must be complete before this one begins
 */
public record ScriptOptions(
        TransactionWish transaction,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        List<Version> requires) {

    public static final ScriptOptions NONE =
            new ScriptOptions(TransactionWish.NONE, Optional.empty(), Optional.empty(), List.of());

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final List<String> KEYS = List.of("lock-timeout", "requires", "statement-timeout", "transaction");

    public ScriptOptions {
        requires = List.copyOf(requires);
    }

    /**
     * {@return these options and those that further words say}
     *
     * @param words as in {@code lock-timeout=10s statement-timeout=5m transaction=none requires=007}
     * @throws IllegalArgumentException if they cannot be understood, or contradict
     */
    public ScriptOptions and(String words) {
        ScriptOptions all = this;
        for (String word : BLANKS.splitAsStream(words.strip()).toList()) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "`" + word + "` is no option of a script; known are " + String.join(", ", KEYS));
            }
            all = all.with(key, equals < 0 ? "" : word.substring(equals + 1));
        }
        return all;
    }

    private ScriptOptions with(String key, String value) {
        return switch (key) {
            case "lock-timeout" -> {
                requireFirst(key, lockTimeout.isEmpty());
                Duration duration = Durations.parse(value);
                if (duration.isZero()) {
                    throw new IllegalArgumentException("lock-timeout must be positive: others would queue for ever");
                }
                yield new ScriptOptions(transaction, Optional.of(duration), statementTimeout, requires);
            }
            case "statement-timeout" -> {
                requireFirst(key, statementTimeout.isEmpty());
                yield new ScriptOptions(transaction, lockTimeout, Optional.of(Durations.parseLimit(value)), requires);
            }
            case "requires" -> {
                requireFirst(key, requires.isEmpty());
                if (value.startsWith("[")) {
                    throw new IllegalArgumentException("`requires=" + value + "`: write versions without brackets");
                }
                List<Version> versions =
                        COMMA.splitAsStream(value).map(Version::of).toList();
                yield new ScriptOptions(transaction, lockTimeout, statementTimeout, versions);
            }
            default -> {
                requireFirst(key, transaction == TransactionWish.NONE);
                if (!value.equals("none")) {
                    throw new IllegalArgumentException("`transaction=" + value + "`: write transaction=none or nothing;"
                            + " a script is in one transaction wherever it can be");
                }
                yield withTransaction(TransactionWish.NO_TRANSACTION);
            }
        };
    }

    private static void requireFirst(String key, boolean isFirst) {
        if (!isFirst) {
            throw new IllegalArgumentException(key + " is said twice");
        }
    }

    private ScriptOptions withTransaction(TransactionWish wish) {
        return new ScriptOptions(wish, lockTimeout, statementTimeout, requires);
    }

    /** {@return these options, without a transaction if either they or a layout's marker ask for none} */
    public ScriptOptions or(TransactionWish wish) {
        return wish == TransactionWish.NONE ? this : withTransaction(wish);
    }
}
