package dev.whimbrel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;

/** Search indexes, where the server has the module for them, as the image {@code redis:8} does. */
final class SearchIndexesIT extends RedisTest {

    private static final int DOCUMENTS = 5000;

    private Object drop(Jedis connection, String index) {
        ProtocolCommand command = () -> RedisSession.bytes("FT.DROPINDEX");
        return connection.sendCommand(command, index);
    }

    @BeforeEach
    void requireModule() {
        String modules = ask(connection -> connection.info("modules"));
        assumeThat(modules).as("the server's modules").contains("name=search,");
    }

    @AfterEach
    void dropIndexes() {
        ask(connection -> connection.flushAll());
    }

    @Test
    void waitsUntilAnIndexIsComplete() {
        ask(connection -> {
            for (int i = 0; i < DOCUMENTS; i++) {
                connection.hset("doc:" + i, Map.of("text", "a whimbrel flies through hurricane " + i));
            }
            return DOCUMENTS;
        });
        project()
                .write(
                        "001_index.redis",
                        "FT.CREATE docs ON HASH PREFIX 1 doc: SCHEMA text TEXT",
                        "FT.ALIASADD current docs");

        project().migrate();

        Object info = ask(connection -> connection.sendCommand(() -> RedisSession.bytes("FT.INFO"), "current"));
        assertThat(SearchIndexes.State.of(RedisSession.list(info)).isBuilding()).isFalse();
        assertThat(project().verify()).isEmpty();
    }

    @Test
    void findsOutThatAnIndexIsGone() {
        project().write("001_index.redis", "FT.CREATE docs ON HASH PREFIX 1 doc: SCHEMA text TEXT");
        project().migrate();
        ask(connection -> drop(connection, "docs"));

        assertThat(project().verify()).extracting(Problem::code).containsExactly(ErrorCode.VERIFY_OBJECT_MISSING);
    }
}
