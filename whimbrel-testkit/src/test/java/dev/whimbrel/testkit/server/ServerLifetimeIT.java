package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A JVM that is killed, which runs no shutdown hook, takes its server and the server's data with it. */
@RequiresPostgres
final class ServerLifetimeIT {

    @Test
    void endsWithTheJvmThatIsKilled() throws Exception {
        // Says with a visible reason whether the other JVM can have such a server at all.
        PostgresServer.start(Map.of()).close();
        var jvm = Jvm.running(KilledJvm.class)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            var data = Path.of(output.readLine());
            var server = ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(data.resolve("postmaster.pid")).get(0)))
                    .orElseThrow();
            var guard = server.parent().orElseThrow();

            jvm.destroyForcibly();

            guard.onExit().get(30, TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
            assertThat(data.getParent()).doesNotExist();
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts a server, says where its data is, and waits to be killed. */
    static final class KilledJvm {

        private KilledJvm() {}

        public static void main(String[] arguments) throws IOException {
            var server = PostgresServer.start(Map.of()).server();
            try (var database = server.createDatabase()) {
                System.out.println(database.query("show data_directory").get(0).get(0));
            }
            System.in.read();
        }
    }
}
