package dev.whimbrel.postgres;

import dev.whimbrel.backfill.EmbeddedPage;
import dev.whimbrel.backfill.Page;
import dev.whimbrel.backfill.Row;
import dev.whimbrel.backfill.WorkSession;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A worker on PostgreSQL. It holds an advisory lock of its own number while its connection lives, so that others see at once
 * when it is gone; the lease is for one that lives and does nothing.
 */
final class PostgresWorkSession implements WorkSession {

    private final PostgresConnector connector;
    private final WorkConnection connection;
    private final WorkClaims claims;
    private final PageWriter writer;
    private final ServerPressure pressure;

    private PostgresWorkSession(
            PostgresConnector connector,
            WorkConnection connection,
            WorkClaims claims,
            PageWriter writer,
            ServerPressure pressure) {
        this.connector = connector;
        this.connection = connection;
        this.claims = claims;
        this.writer = writer;
        this.pressure = pressure;
    }

    static PostgresWorkSession open(PostgresConnector connector, WorkTables tables, String version)
            throws SQLException {
        WorkConnection connection = WorkConnection.open(connector);
        try {
            Work work = WorkRegistry.require(connection, tables, version);
            int worker = WorkClaims.enroll(connection, tables);
            if (work.vectors().isPresent()) {
                connection.execute(VectorStage.create(work.requireVectors()));
            }
            return new PostgresWorkSession(
                    connector,
                    connection,
                    new WorkClaims(connection, tables, work, worker),
                    new PageWriter(connection, tables, work, worker),
                    new ServerPressure(connection, work));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Optional<Page> claim() {
        return attempt(claims::next);
    }

    @Override
    public boolean isDrained() {
        return attempt(claims::isDrained);
    }

    @Override
    public long complete(EmbeddedPage page) {
        return attempt(() -> writer.write(page));
    }

    @Override
    public void giveBack(Page page) {
        attempt(() -> {
            claims.free(page.claim(), page.rows().stream().map(Row::key).toList());
            return true;
        });
    }

    @Override
    public Optional<String> pressure() {
        return attempt(pressure::felt);
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> T attempt(WorkConnection.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw PostgresErrors.refused(connector, e);
        }
    }
}
