package dev.whimbrel.benchmarks.scenario;

import dev.whimbrel.benchmarks.contender.Access;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how far a server really is. */
final class RoundTrip {

    private static final int EXCHANGES = 201;

    private RoundTrip() {}

    /** {@return the median of many exchanges on one connection} */
    static Duration measure(Access access) {
        String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database();
        try (Connection connection = DriverManager.getConnection(url, access.user(), access.password());
                Statement statement = connection.createStatement()) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < EXCHANGES; i++) {
                long start = System.nanoTime();
                statement.execute("SELECT 1");
                times.add(Duration.ofNanos(System.nanoTime() - start));
            }
            return times.stream().sorted().toList().get(EXCHANGES / 2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
