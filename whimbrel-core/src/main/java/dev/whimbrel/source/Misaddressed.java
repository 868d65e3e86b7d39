package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.source.layout.ScriptPart;
import java.util.List;

/** Makes the problems of scripts that are for no database, or could be for several. */
final class Misaddressed {

    private Misaddressed() {}

    static Problem homeless(ScriptPart part, String why) {
        return new Problem(
                ErrorCode.NO_DATABASE_FOR_SCRIPT,
                part.file().path() + " is for a database that is not configured",
                why,
                "add the database to `databases:` in whimbrel.yaml, or remove the file");
    }

    static Problem strangeDialect(String dialect, String saidBy) {
        return new Problem(
                ErrorCode.NO_DATABASE_FOR_SCRIPT,
                "the folder is for " + dialect + ", and no configured database is one",
                saidBy + " says so",
                "name a database of that kind under `databases:` in whimbrel.yaml, or the right folder under `migrations:`");
    }

    static Problem ambiguous(ScriptPart part, List<ScriptTarget> chosen) {
        return new Problem(
                ErrorCode.NO_DATABASE_FOR_SCRIPT,
                part.file().path() + " could be for "
                        + String.join(
                                " or ", chosen.stream().map(ScriptTarget::name).toList()),
                "several databases take ." + part.file().name().extension() + " scripts",
                "put the file into a sub-folder named after its database");
    }
}
