package dev.whimbrel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.whimbrel.cli.command.Workplace.Result;
import dev.whimbrel.testkit.Eventually;
import dev.whimbrel.testkit.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code whimbrel serve} as a process of the operating system. */
@Timeout(60)
class ServeIT {

    private static final Path JAR = Path.of("target/whimbrel-cli.jar").toAbsolutePath();

    @TempDir
    private Path home;

    private Workplace work;

    @BeforeEach
    void prepare() {
        work = new Workplace(home)
                .sqlite()
                .file("migrations/001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
    }

    private Process start(String url) throws IOException {
        ProcessBuilder builder = Jvm.running(JAR, "serve", "--port", 0)
                .directory(home.toFile())
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectError(home.resolve("err").toFile());
        builder.environment().put("DATABASE_URL", url);
        return builder.start();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        return URI.create(out.readLine().replace("listening at ", ""));
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void answersTheSameStatusAsTheCommandUntilItIsStopped() throws Exception {
        Process process = start("sqlite:" + home.resolve("test.db"));
        try {
            URI address = address(process);
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(JSON.std.mapFrom(get(address.resolve("api/v1/health")).body()))
                    .containsEntry("status", "up")
                    .containsEntry("databases", Map.of("main", true));
            assertThat(JSON.std.mapFrom(get(address.resolve("api/v1/status")).body()))
                    .isEqualTo(work.run("status", "--output", "json").json());
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(home.resolve("err"))).isEmpty();
    }

    @Test
    void finishesTheAnswerUnderWayAndTellsTheOperatorWhatIsWrong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Process process = start("postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/x");
            URI health = address(process).resolve("api/v1/health");
            CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                    .sendAsync(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                process.destroy();
                assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
                assertThat(process.waitFor()).isEqualTo(ExitCode.OK);
            }
            assertThat(Files.readString(home.resolve("err"))).contains("main is down", "WB-0410", "did not answer");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = work.run("serve", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("WB-0114", "cannot listen at 127.0.0.1");
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        Result result = work.run("serve", "--port", "65536");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("65536");
    }

    /** Somebody else's process runs the program on a thread, and wants it back. */
    @Test
    void endsWhenItsThreadIsInterrupted() throws InterruptedException {
        Thread thread = new Thread(() -> work.run("serve", "--port", "0"));
        thread.start();
        Eventually.holds("it listens", () -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals("whimbrel-connections")));
        thread.interrupt();
        thread.join();
        assertThat(thread.isAlive()).isFalse();
    }
}
