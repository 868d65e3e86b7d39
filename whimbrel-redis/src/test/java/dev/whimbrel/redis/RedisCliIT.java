package dev.whimbrel.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.source.lexer.RedisWords;
import dev.whimbrel.testkit.server.PrivateRedis;
import dev.whimbrel.testkit.server.RedisServer;
import dev.whimbrel.testkit.server.RequiresRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Lines are cut into words as {@code redis-cli} itself does it: it gets them, and the server says what it got. */
@RequiresRedis
final class RedisCliIT {

    private static final int LINES = 20_000;
    private static final String[] PIECES = {
        "\"", "\"", "'", "'", "\\", "\\", " ", " ", "\t", "\u000b", "\f", "\r", "\\x", "\\x4", "\\x41", "\\xff", "\\n",
        "\\'", "\\\"", "n", "x", "4", "a", "F", "g", "é", "🐦", "#", "word"
    };

    private static @Nullable PrivateRedis redis;

    @TempDir
    @Nullable
    Path folder;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            line.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return line.toString();
    }

    @Test
    void cutsLinesIntoTheSameWordsAsRedisCli() throws IOException, InterruptedException {
        Random random = new Random(20260114);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add("RPUSH words:" + i + " begin " + line(random));
        }
        type(lines);

        int balanced = 0;
        try (Jedis connection = requireNonNull(redis).server().connect(0)) {
            for (int i = 0; i < LINES; i++) {
                List<byte[]> got = connection.lrange(("words:" + i).getBytes(StandardCharsets.UTF_8), 0, -1);
                RedisWords words = RedisWords.of(lines.get(i));
                if (words.unbalanced().isPresent()) {
                    assertThat(got).as(lines.get(i)).isEmpty();
                } else {
                    List<byte[]> expected =
                            words.bytes().subList(2, words.bytes().size());
                    assertThat(got.toArray()).as(lines.get(i)).isEqualTo(expected.toArray());
                    balanced++;
                }
            }
        }
        assertThat(balanced).isBetween(LINES / 10, LINES * 9 / 10);
    }

    private void type(List<String> lines) throws IOException, InterruptedException {
        RedisServer server = requireNonNull(redis).server();
        Path script = Files.write(requireNonNull(folder).resolve("typed"), lines);
        Process cli = new ProcessBuilder(
                        server.program("redis-cli").orElseThrow().toString(), "-p", String.valueOf(server.port()))
                .redirectInput(script.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(cli.waitFor()).isZero();
    }
}
