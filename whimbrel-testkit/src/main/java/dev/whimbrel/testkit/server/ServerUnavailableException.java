package dev.whimbrel.testkit.server;

import java.util.Map;

/** Says that no source has a server for the tests, and for each why it did not serve. */
public final class ServerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerUnavailableException(String message) {
        super(message);
    }

    static ServerUnavailableException of(String wanted, Map<String, ServerAbsentException> reasons) {
        var message = new StringBuilder("There is no server for the tests: ").append(wanted);
        reasons.forEach((source, reason) ->
                message.append("\n- ").append(source).append(": ").append(reason.getMessage()));
        var exception = new ServerUnavailableException(message.toString());
        reasons.values().forEach(exception::addSuppressed);
        return exception;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
