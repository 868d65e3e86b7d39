package dev.whimbrel.spring;

import dev.whimbrel.Settings;

/** A bean that changes the settings which {@code spring.whimbrel.*} gave, for what properties cannot say. */
@FunctionalInterface
public interface SettingsCustomizer {

    Settings customize(Settings settings);
}
