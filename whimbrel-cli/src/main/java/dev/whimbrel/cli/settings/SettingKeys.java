package dev.whimbrel.cli.settings;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import dev.whimbrel.yaml.NearestWord;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that {@code whimbrel.yaml} knows; {@code *} stands for a name of the user's. */
final class SettingKeys {

    static final String MIGRATIONS = "migrations";
    static final String LOCK_WAIT = "lock.wait";
    static final String TIMEOUTS_LOCK = "timeouts.lock";
    static final String TIMEOUTS_STATEMENT = "timeouts.statement";
    static final String TIMEOUTS_RETRIES = "timeouts.retries";
    static final String DATABASES = "databases.";
    static final String PLACEHOLDERS = "placeholders.";
    static final String MODELS = "models.";

    private static final List<String> KNOWN = Stream.concat(
                    Stream.of(
                            MIGRATIONS,
                            "databases.*",
                            "databases.*.url",
                            "databases.*.user",
                            "databases.*.password",
                            LOCK_WAIT,
                            TIMEOUTS_LOCK,
                            TIMEOUTS_STATEMENT,
                            TIMEOUTS_RETRIES,
                            "placeholders.*"),
                    ModelKeys.ALL.stream().map(key -> MODELS + "*." + key))
            .toList();

    private static final int LARGEST_SLIP = 4;

    private SettingKeys() {}

    /** Refuse a key nobody reads, and name the nearest one that somebody does. */
    static void requireKnown(Setting setting) {
        if (KNOWN.stream().noneMatch(known -> matches(known, setting.key()))) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_UNKNOWN_KEY,
                    setting.origin() + ": unknown key `" + setting.key() + "`",
                    "nothing reads it, so what it says would silently not happen",
                    suggestion(setting.key())));
        }
    }

    private static boolean matches(String known, String key) {
        // The names of placeholders and models may hold dots.
        String name = known.startsWith(PLACEHOLDERS) || known.startsWith(MODELS) ? ".+" : "[^.]+";
        return Pattern.matches(known.replace(".", "\\.").replace("*", name), key);
    }

    private static String suggestion(String key) {
        String nearest = KNOWN.stream()
                .min(Comparator.comparingInt(known -> NearestWord.distance(withNameOf(key, known), key)))
                .orElseThrow();
        return NearestWord.distance(withNameOf(key, nearest), key) <= LARGEST_SLIP
                ? "did you mean `" + withNameOf(key, nearest) + "`?"
                : "known keys: "
                        + KNOWN.stream()
                                .filter(known -> known.startsWith(MODELS) == key.startsWith(MODELS))
                                .collect(Collectors.joining(", "));
    }

    /** The known key with the user's own name in place of the star, so that only real slips count. */
    private static String withNameOf(String key, String known) {
        if (known.startsWith(MODELS) && key.startsWith(MODELS)) {
            return known.replace("*", ModelKeys.name(key, known));
        }
        String[] parts = key.split("\\.", -1);
        return parts.length > 1 ? known.replace("*", parts[1]) : known;
    }
}
