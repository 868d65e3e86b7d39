package dev.whimbrel.migration;

import java.util.Optional;

/** What a migration is found by in files and history: its version, or, for a repeatable one, its name. */
public sealed interface MigrationId extends Comparable<MigrationId> {

    static MigrationId of(Version version) {
        return new Versioned(version);
    }

    static MigrationId repeatable(String name) {
        return new Repeatable(name);
    }

    /** {@return the identity that {@link #label} shows so} */
    static MigrationId parse(String label) {
        return label.startsWith(Repeatable.PREFIX)
                ? repeatable(label.substring(Repeatable.PREFIX.length()))
                : of(Version.of(label));
    }

    Optional<Version> version();

    /** {@return the short name shown to people: {@code 002} or {@code R__views}} */
    String label();

    /** A migration with a place of its own on the timeline. */
    record Versioned(Version number) implements MigrationId {

        @Override
        public Optional<Version> version() {
            return Optional.of(number);
        }

        @Override
        public String label() {
            return number.toString();
        }

        @Override
        public int compareTo(MigrationId other) {
            return other.version().map(number::compareTo).orElse(-1);
        }

        // Written out as in other keys of maps: those that come with a record are put together by the JVM at each
        // start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Versioned versioned && number.equals(versioned.number);
        }

        @Override
        public int hashCode() {
            return number.hashCode();
        }
    }

    /** A migration that runs again whenever its text changes, after all versioned ones. */
    record Repeatable(String name) implements MigrationId {

        private static final String PREFIX = "R__";

        @Override
        public Optional<Version> version() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return PREFIX + name;
        }

        @Override
        public int compareTo(MigrationId other) {
            return other.version().isPresent() ? 1 : label().compareTo(other.label());
        }
    }
}
