package dev.whimbrel.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.whimbrel.database.DatabaseProvider;
import dev.whimbrel.database.DatabaseSettings;
import dev.whimbrel.testkit.contract.SqlContractDatabase;
import dev.whimbrel.testkit.contract.SqlDialect;
import java.util.List;

/** A fresh database that is reached by an application's pool of connections. */
record LentTestDatabase(PostgresTestDatabase database, HikariDataSource pool) implements SqlContractDatabase {

    static LentTestDatabase create(int connections) {
        PostgresTestDatabase database = PostgresTestDatabase.create();
        return new LentTestDatabase(database, pool(database, connections));
    }

    static HikariDataSource pool(PostgresTestDatabase database, int connections) {
        DatabaseSettings settings = database.settings();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:" + settings.url() + "?reWriteBatchedInserts=true");
        pool.setUsername(settings.user().orElseThrow());
        pool.setPassword(settings.password().orElseThrow().reveal());
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(2_000);
        return pool;
    }

    @Override
    public DatabaseProvider provider() {
        return database.provider();
    }

    @Override
    public DatabaseSettings settings() {
        return DatabaseSettings.of("main", pool);
    }

    @Override
    public SqlDialect dialect() {
        return database.dialect();
    }

    @Override
    public List<String> query(String sql) {
        return database.query(sql);
    }

    @Override
    public void execute(String... sql) {
        database.execute(sql);
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
