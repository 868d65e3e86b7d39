package dev.whimbrel.source;

import dev.whimbrel.migration.ScriptLanguage;

/**
 * A database that scripts can be for.
 *
 * @param name as configured
 * @param language what its scripts are written in
 */
public record ScriptTarget(String name, ScriptLanguage language) {

    boolean speaks(ScriptName script) {
        return language.extension().equals(script.extension())
                && script.dialect().map(language.dialect()::equals).orElse(true);
    }
}
