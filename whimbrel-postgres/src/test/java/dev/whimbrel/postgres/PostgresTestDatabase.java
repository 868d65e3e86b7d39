package dev.whimbrel.postgres;

import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.database.Secret;
import dev.whimbrel.testkit.contract.Project;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.SqlDialect;
import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A fresh database on the shared server, reached as the superuser. */
record PostgresTestDatabase(TestDatabase database) implements SqlContractDatabase {

    private static final String CATALOG = """
            SELECT c.relkind::text, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
            FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'function', proname, pg_get_function_identity_arguments(oid), NULL, NULL
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'type', typname, NULL, NULL, NULL FROM pg_type WHERE typnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'schema', nspname, NULL, NULL, NULL FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
              AND nspname NOT IN ('information_schema', 'public')
            ORDER BY 1, 2, 3
            """;

    static PostgresTestDatabase create() {
        return new PostgresTestDatabase(PostgresServer.shared().createDatabase());
    }

    Project project(Path home) {
        return Project.of(home.resolve("migrations"), provider(), settings());
    }

    Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public DatabaseProvider provider() {
        return new PostgresProvider();
    }

    @Override
    public DatabaseSettings settings() {
        return DatabaseSettings.of("main", database.url())
                .withUser(database.user())
                .withPassword(Secret.of(database.password()));
    }

    @Override
    public SqlDialect dialect() {
        return new SqlDialect(
                CATALOG,
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
                database.user(),
                "VACUUM",
                "SET work_mem = '3MB'",
                "current_setting('work_mem')");
    }

    @Override
    public List<String> query(String sql) {
        return database.query(sql).stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .toList();
    }

    @Override
    public void execute(String... sql) {
        database.execute(sql);
    }

    @Override
    public void close() {
        database.close();
    }
}
