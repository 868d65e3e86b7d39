package dev.whimbrel.plan;

import dev.whimbrel.embedding.Profile;
import dev.whimbrel.migration.Direction;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One script to be run, or one piece of long work to be begun or reverted.
 *
 * @param done how many of its statements an interrupted attempt has done, which are not to be run again
 * @param profile what the vectors of an embedding are to be, once its model was asked
 */
public record Step(Migration migration, Direction direction, int done, Optional<Profile> profile) {

    /** A step of which no model knows anything, or not yet. */
    public Step(Migration migration, Direction direction, int done) {
        this(migration, direction, done, Optional.empty());
    }

    public Step {
        if (migration.script(direction).isEmpty()) {
            throw new IllegalArgumentException(migration.id().label() + " has no script for " + direction);
        }
    }

    public Step withProfile(Profile other) {
        return new Step(migration, direction, done, Optional.of(other));
    }

    /** {@return the model that must be asked before this step can run} */
    public Optional<String> model() {
        return direction == Direction.UP && migration.kind() == MigrationKind.EMBEDDING
                ? migration.work().map(EmbeddingWork.class::cast).map(EmbeddingWork::model)
                : Optional.empty();
    }

    public String database() {
        return migration.database();
    }

    public Script script() {
        return migration.script(direction).orElseThrow();
    }

    /** {@return the words that a failure of this step begins with: which migration failed, and where} */
    public String failedAt(String place) {
        String verb = direction == Direction.UP ? "migration " : "reverting ";
        return verb + migration.id().label() + " failed at " + place;
    }

    /** {@return the failure of a script that could be read to its end when it was found, and now cannot} */
    public UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("reading " + script().name() + " a second time", e);
    }

    /** {@return whether the script runs in one transaction together with its history entry} */
    public boolean isTransactional() {
        return done == 0 && script().summary().isTransactional();
    }
}
