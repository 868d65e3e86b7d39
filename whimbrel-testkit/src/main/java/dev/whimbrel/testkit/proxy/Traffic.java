package dev.whimbrel.testkit.proxy;

import java.util.List;

/**
 * What went over one connection.
 *
 * @param requestBytes how many bytes the client has sent
 * @param answerBytes how many bytes the server has sent
 * @param requestEnds for each exchange, how many bytes the client had sent when the server began to answer
 */
public record Traffic(long requestBytes, long answerBytes, List<Long> requestEnds) {

    public Traffic {
        requestEnds = List.copyOf(requestEnds);
    }

    /** {@return how often the client waited for an answer: the round trips} */
    public int exchanges() {
        return requestEnds.size();
    }
}
