package dev.whimbrel.history;

import java.util.Optional;

/** The version of Whimbrel, as the history remembers it. */
public final class ToolVersion {

    private ToolVersion() {}

    /** {@return the version; {@code dev} when not run from a jar} */
    public static String get() {
        return Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}
