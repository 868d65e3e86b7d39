package dev.whimbrel.cli.settings;

import dev.whimbrel.database.Secret;
import dev.whimbrel.embedding.provider.Models;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the embedding models of the settings file. A variable that is not there makes one model unusable, and is an error for
 * whoever uses that model only; a key that is not there is one for whoever embeds with it only.
 */
final class ModelLoader {

    private static final Pattern NOTHING_BUT_A_VARIABLE = Pattern.compile("\\s*\\$\\{[A-Za-z_][A-Za-z0-9_]*}\\s*");
    private static final String OPENAI = "openai";
    private static final String OPENAI_KEY = "OPENAI_API_KEY";

    private final Environment environment;
    private final Interpolation interpolation;
    private final Path base;

    /** @param base where relative paths lie */
    ModelLoader(Environment environment, Interpolation interpolation, Path base) {
        this.environment = environment;
        this.interpolation = interpolation;
        this.base = base;
    }

    /** {@return the models; what is worth showing of them is added to {@code entries}} */
    Models load(List<Setting> file, List<Setting> entries) {
        Map<String, Map<String, Setting>> described = new LinkedHashMap<>();
        file.stream()
                .filter(setting -> setting.key().startsWith(SettingKeys.MODELS))
                .forEach(setting -> described
                        .computeIfAbsent(ModelKeys.name(setting.key()), name -> new LinkedHashMap<>())
                        .put(ModelKeys.part(setting.key()), setting));
        Models models = Models.NONE;
        for (Map.Entry<String, Map<String, Setting>> model : described.entrySet()) {
            models = add(models, model.getKey(), model.getValue(), entries);
        }
        return models;
    }

    private Models add(Models models, String name, Map<String, Setting> file, List<Setting> entries) {
        Optional.ofNullable(file.get(ModelKeys.API_KEY)).ifPresent(ModelLoader::requireVariable);
        ModelValues values = new ModelValues(name, base);
        Optional<Problem> missing = Optional.empty();
        for (String part : ModelKeys.ALL) {
            Optional<Setting> setting;
            try {
                setting = setting(name, part, file);
            } catch (SettingsException e) {
                Problem unset = e.problems().iterator().next();
                if (part.equals(ModelKeys.API_KEY)) {
                    values.keyMissing(keyMissing(name, unset));
                } else {
                    missing = Optional.of(unset);
                }
                Optional.ofNullable(file.get(part))
                        .ifPresent(raw -> entries.add(new Setting(raw.key(), raw.value(), raw.origin() + ", not set")));
                continue;
            }
            if (setting.isPresent()) {
                entries.add(shown(setting.get(), part));
                values.put(part, setting.get());
            }
        }
        return missing.isPresent() ? models.withUnusable(name, missing.get()) : models.with(values.settings());
    }

    private Optional<Setting> setting(String name, String part, Map<String, Setting> file) {
        String key = SettingKeys.MODELS + name + "." + part;
        Setting inFile = file.get(part);
        return environment
                .setting(key)
                .or(() -> Optional.ofNullable(inFile).map(interpolation::apply))
                .or(() -> isKeyOfOpenAi(name, part, file)
                        ? environment.get(OPENAI_KEY).map(variable -> variable.as(key))
                        : Optional.empty());
    }

    /** The variable that OpenAI's own programs read, for OpenAI itself and for no other endpoint. */
    private boolean isKeyOfOpenAi(String name, String part, Map<String, Setting> file) {
        Setting provider = file.get("provider");
        boolean isOpenAi = provider == null || provider.value().equals(OPENAI);
        boolean isElsewhere = file.containsKey("base-url")
                || environment.setting(SettingKeys.MODELS + name + ".base-url").isPresent();
        return part.equals(ModelKeys.API_KEY) && isOpenAi && !isElsewhere && !file.containsKey(ModelKeys.API_KEY_FILE);
    }

    private static void requireVariable(Setting key) {
        if (!NOTHING_BUT_A_VARIABLE.matcher(key.value()).matches()) {
            throw new SettingsException(new Problem(
                    ErrorCode.SETTINGS_INVALID_VALUE,
                    key.key() + " (" + key.origin() + ") holds more than the name of a variable",
                    "a key in a settings file ends up in version control, in backups, in other people's hands",
                    "put the key into a variable or the file .env, and write `api-key: \"${OPENAI_API_KEY}\"`;"
                            + " or into a file of its own, and write `api-key-file: PATH`"));
        }
    }

    private static Problem keyMissing(String name, Problem unset) {
        return new Problem(
                ErrorCode.MODEL_KEY_MISSING,
                "the model " + name + " needs a key, and " + unset.what(),
                unset.why(),
                unset.remedy());
    }

    private static Setting shown(Setting setting, String part) {
        return part.equals(ModelKeys.API_KEY)
                ? new Setting(setting.key(), Secret.of(setting.value()).toString(), setting.origin())
                : setting;
    }
}
