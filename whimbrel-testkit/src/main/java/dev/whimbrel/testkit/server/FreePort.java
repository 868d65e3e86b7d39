package dev.whimbrel.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/**
 * A TCP port of the loopback address that nobody uses.
 *
 * <p>It lies below the ports that Linux gives to outgoing connections (32768 and up), so that between the question and
 * the server's start, and while a server is stopped, only another test run can take it, which is improbable.
 */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    static int find() throws IOException {
        var random = new SecureRandom();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = FIRST + random.nextInt(END - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No free port between " + FIRST + " and " + END);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
