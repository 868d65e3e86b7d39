package dev.whimbrel.error;

/** The command line or the settings must be mended; nothing was touched. */
public final class SettingsException extends WhimbrelException {

    private static final long serialVersionUID = 1L;

    public SettingsException(Problem problem) {
        super(Problems.of(problem), null);
    }
}
