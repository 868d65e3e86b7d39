package dev.whimbrel.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes each setting from the first that says something: option, environment, file, default. Keeps note of what it took. */
final class Precedence {

    private final Environment environment;
    private final Interpolation interpolation;
    private final List<Setting> file;
    private final List<Setting> taken = new ArrayList<>();

    Precedence(Environment environment, Interpolation interpolation, List<Setting> file) {
        this.environment = environment;
        this.interpolation = interpolation;
        this.file = file;
    }

    /**
     * {@return the value of a setting}
     *
     * @throws dev.whimbrel.error.SettingsException if the parser does not take it
     */
    <T> T value(String key, Optional<Setting> option, String defaultValue, Function<String, T> parser) {
        Setting setting = option.or(() -> environment.setting(key))
                .or(() -> inFile(key).findFirst())
                .orElse(new Setting(key, defaultValue, "default"));
        try {
            return parser.apply(take(setting));
        } catch (IllegalArgumentException e) {
            throw setting.invalid(e);
        }
    }

    /** {@return what the file says, each with its variables replaced when it is asked for} */
    Stream<Setting> inFile(String key) {
        return file.stream().filter(setting -> setting.key().equals(key)).map(interpolation::apply);
    }

    /** Note a setting that is used. {@return its value} */
    String take(Setting setting) {
        taken.add(setting);
        return setting.value();
    }

    /** {@return the settings that are used, for people; it grows} */
    List<Setting> taken() {
        return taken;
    }
}
