package dev.whimbrel.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

@RequiresRedis
final class RedisServerIT {

    private final RedisServer server = RedisServer.shared();

    @Test
    void givesEachTestAnEmptyDatabase() {
        try (var one = server.createDatabase();
                var other = server.createDatabase();
                var connection = one.connect();
                var another = other.connect()) {
            connection.set("sandpiper", "brachvögel");

            assertThat(connection.get("sandpiper")).isEqualTo("brachvögel");
            assertThat(another.dbSize()).isZero();
        }
    }

    @Test
    void emptiesADatabaseThatIsGivenBack() {
        int number;
        try (var database = server.createDatabase();
                var connection = database.connect()) {
            number = database.number();
            connection.set("sandpiper", "1");
        }
        try (var connection = server.connect(number)) {
            assertThat(connection.dbSize()).isZero();
        }
    }

    @Test
    void keepsItsDataOverACrash() {
        try (var redis = RedisServer.start("maxclients 77")) {
            try (var connection = redis.server().connect(0)) {
                connection.set("sandpiper", "7");
                redis.stopImmediately();

                assertThatThrownBy(connection::ping).isInstanceOf(JedisConnectionException.class);
            }

            redis.restart();

            try (var connection = redis.server().connect(0)) {
                assertThat(connection.get("sandpiper")).isEqualTo("7");
                assertThat(connection.configGet("maxclients")).containsValue("77");
            }
        }
    }

    @Test
    void failsWithTheServersLogWhenASettingIsWrong() {
        assertThatThrownBy(() -> RedisServer.start("maxclients many"))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessageContaining("maxclients");
    }
}
