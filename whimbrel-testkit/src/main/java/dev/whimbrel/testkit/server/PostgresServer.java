package dev.whimbrel.testkit.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL 17 with pgvector, and the superuser's access to it. Safe for use by several threads.
 *
 * <p>{@link #shared()} is what nearly every test wants. It is the server that {@code WHIMBREL_TEST_POSTGRES_URL} names,
 * or else a Docker container, or else Debian's own packages, fetched once and unpacked into the user's cache.
 */
public final class PostgresServer {

    private static final SharedServer<PostgresServer> SHARED = new SharedServer<>(
            "PostgreSQL 17 with pgvector",
            List.of(new EnvironmentPostgres(), new DockerPostgres(), new DebianPostgres()));

    private final PostgresAddress address;
    private final @Nullable PostgresDistribution distribution;

    PostgresServer(PostgresAddress address, @Nullable PostgresDistribution distribution) {
        this.address = address;
        this.distribution = distribution;
    }

    /**
     * {@return the one server of this JVM, started by the first call}
     *
     * @throws ServerUnavailableException when no source has one; later calls repeat the first call's answer
     */
    public static PostgresServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server of its own, with its own data folder, from the unpacked distribution.
     *
     * @param settings lines for {@code postgresql.conf}, which win over the testkit's own
     * @throws ServerUnavailableException when this machine cannot have the unpacked distribution
     */
    public static PrivatePostgres start(Map<String, String> settings) {
        var source = new DebianPostgres();
        try {
            return source.start(settings);
        } catch (ServerAbsentException e) {
            throw ServerUnavailableException.of("a private PostgreSQL", Map.of(source.title(), e));
        }
    }

    /** {@return the host's name or address, in brackets if it is an IPv6 address} */
    public String host() {
        return address.host();
    }

    /** {@return the TCP port} */
    public int port() {
        return address.port();
    }

    /** {@return the superuser's name} */
    public String user() {
        return address.user();
    }

    /** {@return the superuser's password, empty if the server asks for none} */
    public String password() {
        return address.password();
    }

    /** {@return the URL of a database here, {@code postgresql://host:port/database}, without credentials} */
    public String url(String database) {
        return "postgresql://" + host() + ":" + port() + "/" + database;
    }

    /** Creates an empty database with a name that no other has. */
    public TestDatabase createDatabase() {
        return TestDatabase.create(this);
    }

    /** {@return a program of this server's distribution, such as {@code psql}, where the testkit has it as a file} */
    public Optional<Path> program(String name) {
        return Optional.ofNullable(distribution).flatMap(d -> d.program(name));
    }

    /** {@return the folder of {@code extension} and {@code timezonesets}, where the testkit has it as a folder} */
    public Optional<Path> shareFolder() {
        return Optional.ofNullable(distribution).map(PostgresDistribution::shareFolder);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), user(), password());
    }

    Connection connectForMaintenance() throws SQLException {
        return connect(address.database());
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + host() + ":" + port();
    }
}
