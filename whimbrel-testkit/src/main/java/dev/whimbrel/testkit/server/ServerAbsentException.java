package dev.whimbrel.testkit.server;

/** Says why one source has no server for this machine; the choice of the source turns to the next one. */
final class ServerAbsentException extends Exception {

    private static final long serialVersionUID = 1L;

    ServerAbsentException(String reason) {
        super(reason);
    }

    ServerAbsentException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
