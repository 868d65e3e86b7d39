package dev.whimbrel.source;

import dev.whimbrel.migration.ScriptLanguage;
import dev.whimbrel.source.file.ScriptKind;
import dev.whimbrel.source.file.ScriptName;

/**
 * A database that scripts can be for.
 *
 * @param name as configured
 * @param language what its scripts are written in
 */
public record ScriptTarget(String name, ScriptLanguage language) {

    boolean isSql() {
        return language.extension().equals(ScriptKind.SQL.extension());
    }

    /** One name stands for one database. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptTarget target && name.equals(target.name) && language == target.language;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /**
     * Definitions of long work are for SQL databases, unless they lie in the folder of another one.
     *
     * @param isWithoutSql whether there is no SQL database; then definitions are for the graph
     */
    boolean speaks(ScriptName script, boolean isWithoutSql) {
        boolean isDefinition = script.work().isPresent();
        String own = language.extension();
        boolean takesDefinitions =
                isSql() || name.equals(script.folder()) || (isWithoutSql && own.equals(ScriptKind.CYPHER.extension()));
        return (isDefinition ? takesDefinitions : own.equals(script.extension()))
                && script.dialect().map(language.dialect()::equals).orElse(true);
    }
}
