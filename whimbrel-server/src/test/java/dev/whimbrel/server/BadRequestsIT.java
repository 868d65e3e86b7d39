package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no well-behaved client sends. After each of them the next client is served. */
@Timeout(60)
final class BadRequestsIT {

    @TempDir
    private Path home;

    private Running running;

    @BeforeEach
    void start() {
        running = new Running(home, Running.sqlite(home, "main"));
    }

    @AfterEach
    void othersAreServed() {
        try (Running still = running) {
            assertThat(still.get("/api/v1/health").statusCode()).isEqualTo(200);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), running.port());
    }

    /** {@return all that comes back until the connection ends} */
    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException e) {
                return "";
            }
            return rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                answer.append((char) c);
            }
        } catch (SocketException e) {
            answer.append("(reset)");
        }
        return answer.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon <script>\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
            })
    void areRefused(String request) throws IOException {
        String answer = answer(request);
        assertThat(answer).doesNotContain("HTTP/1.1 200", "text/html");
        if (!answer.isEmpty()) {
            assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("x-content-type-options: nosniff");
        }
    }

    @Test
    void aLongLineIsRefused() throws IOException {
        assertThat(answer("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .doesNotContain("HTTP/1.1 200", "HTTP/1.1 404");
    }

    @Test
    void manyHeadersAreRefused() throws IOException {
        assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(100) + "\r\n"))
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void aLargeBodyIsRefusedUnread() throws IOException {
        assertThat(answer("GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void anEndlessBodyEndsTheConnection() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /livez HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            byte[] chunk = ("1000\r\n" + "a".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            Eventually.holds("no more is taken", () -> isRefused(out, chunk));
        }
    }

    private static boolean isRefused(OutputStream out, byte[] chunk) {
        try {
            out.write(chunk);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void manyRequestsAtOnceOnOneConnectionAreAnsweredInOrderOrCutOff() throws IOException {
        try (Socket socket = connect()) {
            byte[] requests =
                    "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50).getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(requests);
            socket.getOutputStream()
                    .write("GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(rest(socket).split("HTTP/1.1 200", -1)).hasSize(52);
        }
    }

    /** Each of them a request that never ends; none costs a thread. */
    @Test
    void slowClientsKeepNobodyOut() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(running.get("/api/v1/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aSilentClientIsSentAway() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(rest(socket)).doesNotContain("200");
        }
    }
}
