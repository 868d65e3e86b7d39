package dev.whimbrel.testkit.server;

/**
 * One way to come by a server.
 *
 * @param <S> the kind of server
 */
interface ServerSource<S> {

    /** {@return a few words for the list of what was tried} */
    String title();

    /** Finds or starts the server; it runs until the JVM ends. */
    S server() throws ServerAbsentException;
}
