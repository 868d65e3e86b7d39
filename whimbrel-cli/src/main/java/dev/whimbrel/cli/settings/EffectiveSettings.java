package dev.whimbrel.cli.settings;

import dev.whimbrel.Settings;
import java.util.List;

/**
 * The settings in force, and where each came from.
 *
 * @param settings what the library gets
 * @param entries the same for people: variables replaced, secrets masked
 */
public record EffectiveSettings(Settings settings, List<Setting> entries) {

    public EffectiveSettings {
        entries = List.copyOf(entries);
    }
}
