package dev.whimbrel.source;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.TimelineException;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.LongWork;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Script;
import dev.whimbrel.source.layout.ScriptPart;
import java.util.ServiceLoader;

/** Definitions of long work among the scripts of a folder. */
final class Definitions {

    private Definitions() {}

    /**
     * {@return what a layout took for a script, as the definition it is}
     *
     * @throws TimelineException if its name says what only scripts can be
     */
    static ScriptPart part(ScriptPart part, MigrationKind kind) {
        if (part.direction() == Direction.DOWN || part.kind() != MigrationKind.VERSIONED) {
            throw new TimelineException(new Problem(
                    ErrorCode.DEFINITION_INVALID,
                    part.file().path()
                            + ": a definition of long work can neither be a down script, nor a baseline, nor repeatable",
                    "it begins once, at its version, and knows by itself how to be reverted",
                    "give it a plain versioned name, as in 007_embed_chunks." + kind.label() + ".yaml"));
        }
        return part.withKind(kind);
    }

    /**
     * {@return what a definition says}
     *
     * @throws TimelineException if it is not valid
     */
    static LongWork read(MigrationKind kind, Script definition) {
        WorkReader reader = ServiceLoader.load(WorkReader.class)
                .findFirst()
                .orElseThrow(() -> new TimelineException(new Problem(
                        ErrorCode.DEFINITION_INVALID,
                        definition.name() + " is a definition in YAML, and nothing here reads YAML",
                        "the module whimbrel-yaml is not there",
                        "add whimbrel-yaml to the class path")));
        return definition.read((text, start) -> reader.read(kind, text, start));
    }
}
