package dev.whimbrel.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DistantServerTests {

    private static final int LENGTH = 1_000_000;
    private static final Duration DISTANCE = Duration.ofMillis(20);

    @Test
    void passesEverythingOnAndNoSoonerThanItsDistance() throws IOException {
        byte[] sent = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            sent[i] = (byte) ((i * 31) >> 3);
        }
        try (ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> echoing = CompletableFuture.runAsync(() -> echo(echo));
            try (DistantServer distant = DistantServer.of("127.0.0.1", echo.getLocalPort(), DISTANCE);
                    Socket client = new Socket(InetAddress.getLoopbackAddress(), distant.port())) {
                long start = System.nanoTime();
                CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(client));
                client.getOutputStream().write(sent);
                client.shutdownOutput();

                assertThat(answer.join()).isEqualTo(sent);
                // A lower bound: it cannot fail because the machine is busy.
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isGreaterThanOrEqualTo(DISTANCE.multipliedBy(2));
                assertThat(client.getInputStream().read())
                        .as("the end is passed on")
                        .isEqualTo(-1);
            }
            echoing.join();
        }
    }

    private static void echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Socket socket) {
        try {
            byte[] answer = new byte[LENGTH];
            new DataInputStream(socket.getInputStream()).readFully(answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
