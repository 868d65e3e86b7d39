package dev.whimbrel.cli.settings;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Variables of the process, and those of {@code .env} in the working directory that the process does not have. */
public final class Environment {

    private final Map<String, String> process;
    private final Map<String, String> file;

    private Environment(Map<String, String> process, Map<String, String> file) {
        this.process = process;
        this.file = file;
    }

    /**
     * A variable that is set.
     *
     * @param origin where, for people
     */
    record Variable(String value, String origin) {

        Setting as(String key) {
            return new Setting(key, value, origin);
        }
    }

    /**
     * {@return the variables of the process and of {@code .env} in that directory}
     *
     * @throws SettingsException if the file cannot be understood
     */
    public static Environment of(Map<String, String> process, Path directory) {
        // Where there is no file, the library would look on the class path.
        boolean isThere = Files.exists(directory.resolve(".env"));
        return new Environment(Map.copyOf(process), isThere ? read(directory) : Map.of());
    }

    private static Map<String, String> read(Path directory) {
        try {
            Dotenv dotenv = Dotenv.configure().directory(directory.toString()).load();
            Map<String, String> file = new LinkedHashMap<>();
            for (DotenvEntry entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                file.put(entry.getKey(), declared(dotenv, entry));
            }
            return file;
        } catch (DotenvException e) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_UNREADABLE,
                    directory.resolve(".env") + " cannot be read",
                    "it must consist of lines NAME=value",
                    "mend the file"));
        }
    }

    private static String declared(Dotenv dotenv, DotenvEntry entry) {
        return Optional.ofNullable(entry.getValue()).orElseGet(() -> dotenv.get(entry.getKey(), ""));
    }

    /** {@return the variable, if it is set to something} */
    Optional<Variable> get(String name) {
        return Optional.ofNullable(process.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> new Variable(value, "environment " + name))
                .or(() -> Optional.ofNullable(file.get(name))
                        .filter(value -> !value.isEmpty())
                        .map(value -> new Variable(value, ".env " + name)));
    }

    /** {@return what the variable of a setting's own says: that of {@code lock.wait} is {@code WHIMBREL_LOCK_WAIT}} */
    Optional<Setting> setting(String key) {
        String name =
                "WHIMBREL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return get(name).map(variable -> variable.as(key));
    }
}
