package dev.whimbrel.embedding.provider;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The models of the settings, by name. One that lacks something is an error for whoever wants to use it, and for nobody else;
 * a key that is missing is one for whoever embeds ({@link ApiKey}). Immutable.
 */
public final class Models {

    /** None is configured. */
    public static final Models NONE = new Models(Map.of(), Map.of());

    private final Map<String, ModelSettings> usable;
    private final Map<String, Problem> unusable;

    private Models(Map<String, ModelSettings> usable, Map<String, Problem> unusable) {
        this.usable = usable;
        this.unusable = unusable;
    }

    public static Models of(ModelSettings... models) {
        Models result = NONE;
        for (ModelSettings model : models) {
            result = result.with(model);
        }
        return result;
    }

    public Models with(ModelSettings model) {
        Map<String, ModelSettings> more = new LinkedHashMap<>(usable);
        more.put(model.name(), model);
        return new Models(more, unusable);
    }

    /** {@return these and one that is configured and cannot be used} */
    public Models withUnusable(String name, Problem reason) {
        Map<String, Problem> more = new LinkedHashMap<>(unusable);
        more.put(name, reason);
        return new Models(usable, more);
    }

    /** {@return the names of all that are configured} */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(usable.keySet());
        names.addAll(unusable.keySet());
        return names;
    }

    /**
     * {@return the settings of a model; one that is not configured may still be known by its name alone}
     *
     * @throws SettingsException if it is configured and cannot be used
     */
    public ModelSettings get(String name) {
        Problem reason = unusable.get(name);
        if (reason != null) {
            throw new SettingsException(reason);
        }
        ModelSettings model = usable.get(name);
        return model == null ? ModelSettings.of(name) : model;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Models models && models.usable.equals(usable) && models.unusable.equals(unusable);
    }

    @Override
    public int hashCode() {
        return usable.hashCode() * 31 + unusable.hashCode();
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
