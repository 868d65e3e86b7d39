package dev.whimbrel.testkit.proxy;

/**
 * What goes wrong with one connection, and where. Bytes are counted from the connection's beginning, for each way alone.
 *
 * <p>An exchange is what the client sends until the server answers, and that answer. Exchanges are counted from 1 and do
 * not depend on how the network cuts the bytes into pieces, as long as the client waits for answers.
 *
 * @param connection which one, counted from 1 in the order in which clients connect
 * @param at a number of bytes, or the number of an exchange
 * @param action what happens besides
 */
public record Fault(int connection, Kind kind, long at, Runnable action) {

    /** Nothing goes wrong. */
    public static final Fault NONE = new Fault(0, Kind.ACT, 0, () -> {});

    enum Kind {
        CUT_REQUESTS,
        CUT_ANSWERS,
        LOSE_ANSWERS,
        ACT
    }

    /** {@return a connection that is reset in both directions when the client has sent that many bytes} */
    public static Fault cutRequestsAfter(int connection, long bytes) {
        return new Fault(connection, Kind.CUT_REQUESTS, bytes, () -> {});
    }

    /** {@return a connection that is reset in both directions when the server has sent that many bytes} */
    public static Fault cutAnswersAfter(int connection, long bytes) {
        return new Fault(connection, Kind.CUT_ANSWERS, bytes, () -> {});
    }

    /**
     * {@return a connection on which the server still gets a request and does what it is asked for, while the client hears
     * nothing of the answer: when the server has been quiet for a moment, the connection is reset}
     */
    public static Fault loseAnswer(int connection, int exchange) {
        return loseAnswer(connection, exchange, () -> {});
    }

    /** {@return the same, with something that happens elsewhere when the server has begun to answer} */
    public static Fault loseAnswer(int connection, int exchange, Runnable action) {
        return new Fault(connection, Kind.LOSE_ANSWERS, exchange, action);
    }

    /** {@return something that happens elsewhere before the first byte of a request is passed on} */
    public static Fault beforeExchange(int connection, int exchange, Runnable action) {
        return new Fault(connection, Kind.ACT, exchange, action);
    }

    @Override
    public String toString() {
        String where =
                switch (kind) {
                    case CUT_REQUESTS -> "cut after byte " + at + " of the requests";
                    case CUT_ANSWERS -> "cut after byte " + at + " of the answers";
                    case LOSE_ANSWERS -> "no answer from exchange " + at + " on";
                    case ACT -> "something happens before exchange " + at;
                };
        return connection == 0 ? "no fault" : "connection " + connection + ": " + where;
    }
}
