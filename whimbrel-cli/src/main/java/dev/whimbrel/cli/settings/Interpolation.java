package dev.whimbrel.cli.settings;

import dev.whimbrel.cli.settings.Environment.Variable;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into settings: {@code ${NAME}}, or {@code ${NAME:-default}} as in compose files. */
final class Interpolation {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Environment environment;

    Interpolation(Environment environment) {
        this.environment = environment;
    }

    /**
     * {@return the setting with the variables in its value replaced}
     *
     * @throws SettingsException if one is not set and has no default
     */
    Setting apply(Setting setting) {
        Matcher matcher = VARIABLE.matcher(setting.value());
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(value(setting, matcher)));
        }
        return new Setting(setting.key(), matcher.appendTail(result).toString(), setting.origin());
    }

    private String value(Setting setting, Matcher matcher) {
        String name = matcher.group(1);
        return environment
                .get(name)
                .map(Variable::value)
                .or(() -> Optional.ofNullable(matcher.group(2)))
                .orElseThrow(() -> new SettingsException(new Problem(
                        ErrorCode.SETTINGS_UNSET_VARIABLE,
                        "the variable " + name + " is not set",
                        setting.key() + " in " + setting.origin() + " uses it",
                        "set it: export " + name + "=…, or write " + name + "=… into the file .env")));
    }
}
