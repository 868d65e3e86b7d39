package dev.whimbrel.postgres;

import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out what a PostgreSQL database is ready for. */
final class PostgresHealth {

    private static final String PRIVILEGES = """
            SELECT has_schema_privilege(current_schema(), 'CREATE') AS may_create,
                (SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()) AS tls
            """;

    /** What the applications we know of need; each is told whether it is there, could be, or is not installed. */
    private static final String EXTENSIONS = """
            SELECT wanted.name, available.installed_version, available.default_version
            FROM unnest(ARRAY['vector', 'uuid-ossp', 'pgcrypto', 'hstore']) WITH ORDINALITY AS wanted (name, position)
            LEFT JOIN pg_catalog.pg_available_extensions AS available USING (name)
            ORDER BY wanted.position
            """;

    private final PostgresConnector connector;
    private final PostgresSession session;

    PostgresHealth(PostgresConnector connector, PostgresSession session) {
        this.connector = connector;
        this.session = session;
    }

    /**
     * Look, and put what is found into {@code details}. {@return what stands in the way of migrating}
     *
     * @param pending what pending migrations will create
     */
    Problems examine(Map<String, String> details, List<PromisedObject> pending) throws SQLException {
        ServerFacts facts = session.facts();
        details.put("latency", latency() + " ms");
        details.put("version", facts.version());
        details.put("database", facts.database());
        details.put("role", facts.role());
        details.put("schema", facts.schema() == null ? "none" : facts.schema());
        List<Problem> problems = new ArrayList<>();
        if (facts.isReadOnly()) {
            problems.add(PostgresErrors.readOnly(connector.url().toString(), whyReadOnly(facts)));
        }
        if (facts.isPooled()) {
            problems.add(PostgresErrors.pooled(connector.url().toString()));
        }
        examinePrivileges(details, problems);
        examineExtensions(details);
        new PendingNeeds(connector.url().toString(), session, pending).examine(details, problems);
        if (facts.schema() != null) {
            details.put(
                    "lock",
                    PostgresLock.holder(session.connection(), facts.schema()).orElse("free"));
        }
        return Problems.of(problems);
    }

    /** {@return the milliseconds that a question and its answer take} */
    private long latency() throws SQLException {
        long started = System.nanoTime();
        session.execute("SELECT 1");
        return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }

    static String whyReadOnly(ServerFacts facts) {
        return facts.isStandby()
                ? "it is a standby that follows another server"
                : "default_transaction_read_only is on";
    }

    private void examinePrivileges(Map<String, String> details, List<Problem> problems) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(PRIVILEGES);
                ResultSet row = query.executeQuery()) {
            row.next();
            details.put("tls", row.getBoolean("tls") ? "yes" : "no");
            if (!row.getBoolean("may_create")) {
                problems.add(PostgresErrors.permissionDenied(
                        "role " + session.facts().role() + " may not create tables in schema "
                                + session.facts().schema()));
            }
        }
    }

    private void examineExtensions(Map<String, String> details) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(EXTENSIONS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                details.put("extension " + rows.getString(1), PendingNeeds.state(rows.getString(2), rows.getString(3)));
            }
        }
    }
}
