package dev.whimbrel.junit;

import dev.whimbrel.Settings;
import dev.whimbrel.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that hands each test a database of its own with all migrations applied.
 *
 * <p>The migrations are run once, into a template that is kept until they change. Each test that has a parameter of type
 * {@link Connection}, {@link DataSource}, {@link DatabaseSettings}, or a {@code String} with {@link JdbcUrl}, gets a clone
 * of it, made ahead in the background; all parameters of a test and of its {@code @BeforeEach} methods are of the same
 * clone. Afterwards its connections are closed and the clone is dropped.
 *
 * <p>Register it in a static field with {@code @RegisterExtension}. Thread-safe: tests may run in parallel.
 */
public final class MigratedDatabase implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MigratedDatabase.class);
    private static final Set<Class<?>> TYPES = Set.of(Connection.class, DataSource.class, DatabaseSettings.class);

    private final Supplier<Settings> settings;

    private MigratedDatabase(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /**
     * {@return an extension for the one database of these settings}
     *
     * <p>The URL of PostgreSQL names an existing database of the server, which is connected to and not changed; the role must
     * be allowed to create databases. The URL of SQLite names a file that need not exist, beside which the clones lie.
     */
    public static MigratedDatabase of(Settings settings) {
        return new MigratedDatabase(() -> settings);
    }

    /** {@return the same with settings that are known only when the tests run, as the port of a container is} */
    public static MigratedDatabase of(Supplier<Settings> settings) {
        return new MigratedDatabase(settings);
    }

    /** Have the first clones made while the test class is set up. */
    @Override
    public void beforeAll(ExtensionContext context) {
        clones(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getTestMethod().isPresent()
                && (TYPES.contains(type) || (type == String.class && parameter.isAnnotated(JdbcUrl.class)));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Lease lease = lease(context);
        try {
            if (type == Connection.class) {
                return lease.connect();
            }
        } catch (SQLException e) {
            throw new ParameterResolutionException("cannot connect to " + lease.jdbcUrl() + ": " + e.getMessage(), e);
        }
        if (type == DataSource.class) {
            return lease.dataSource();
        }
        return type == String.class ? lease.jdbcUrl() : lease.settings();
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        Lease lease = context.getStore(NAMESPACE).remove(this, Lease.class);
        if (lease != null) {
            lease.close();
        }
    }

    private Lease lease(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Lease lease = store.get(this, Lease.class);
        if (lease == null) {
            lease = new Lease(clones(context));
            store.put(this, lease);
        }
        return lease;
    }

    /** One for all test classes of a run that have the same settings; JUnit closes it when the last one is done. */
    private Clones clones(ExtensionContext context) {
        Settings wanted = settings.get();
        Store store = context.getRoot().getStore(NAMESPACE);
        synchronized (MigratedDatabase.class) {
            @Nullable Clones clones = store.get(wanted, Clones.class);
            if (clones == null) {
                clones = Clones.of(wanted);
                store.put(wanted, clones);
            }
            return clones;
        }
    }
}
