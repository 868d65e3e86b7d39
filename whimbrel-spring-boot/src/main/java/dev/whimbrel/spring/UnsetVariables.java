package dev.whimbrel.spring;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * Finds variables that nobody has set. Spring Boot leaves their names where they stand, and a server would be told
 * {@code ${DB_PASSWORD}} as the password.
 */
record UnsetVariables(Environment environment) {

    private static final Pattern NAMED = Pattern.compile("placeholder '([^']+)'");

    /**
     * Look at these properties.
     *
     * @throws SettingsException if one of them uses a variable that is not set
     */
    void refuse(String prefix, String... names) {
        Stream.of(names).map(prefix::concat).forEach(this::refuse);
    }

    private void refuse(String property) {
        try {
            environment.getProperty(property);
        } catch (IllegalArgumentException e) {
            Matcher named = NAMED.matcher(String.valueOf(e.getMessage()));
            String variable = named.find() ? named.group(1) : "a variable";
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_UNSET_VARIABLE,
                    property + " uses " + variable + ", which is not set",
                    "neither the environment nor a file of the application has it",
                    "set " + variable + ", or write ${" + variable + ":…} with what is to stand there instead"));
        }
    }
}
