package dev.whimbrel.source;

import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.source.file.ScriptName;

/**
 * A database that scripts can be for.
 *
 * @param name as configured
 * @param language what its scripts are written in
 */
public record ScriptTarget(String name, ScriptLanguage language) {

    /** One name stands for one database. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptTarget target && name.equals(target.name) && language == target.language;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Definitions of long work are for SQL databases, unless they lie in the folder of another one. */
    boolean speaks(ScriptName script) {
        boolean isDefinition = script.work().isPresent();
        boolean takesDefinitions = language.extension().equals("sql") || name.equals(script.folder());
        return (isDefinition ? takesDefinitions : language.extension().equals(script.extension()))
                && script.dialect().map(language.dialect()::equals).orElse(true);
    }
}
