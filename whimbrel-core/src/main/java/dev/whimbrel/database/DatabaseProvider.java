package dev.whimbrel.database;

/** Makes databases of one kind out of settings. Stateless; found as a service, or named by whoever starts Whimbrel. */
public interface DatabaseProvider {

    /** {@return the kind, as in {@code postgresql}} */
    String kind();

    /** {@return whether the URL is one of this kind} */
    boolean accepts(String url);

    /**
     * {@return the database; nothing is connected yet}
     *
     * @throws dev.whimbrel.error.SettingsException if the URL cannot be understood
     */
    Database open(DatabaseSettings settings, Timeouts timeouts);
}
