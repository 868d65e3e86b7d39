package dev.whimbrel.database;

/**
 * A text nobody may see. It prints as stars, whatever it is put into; only the code that hands it to a driver asks for
 * its {@link #reveal() value}.
 */
public final class Secret {

    private static final String MASK = "*****";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** {@return the value itself, to be given to a driver and to nothing else} */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
