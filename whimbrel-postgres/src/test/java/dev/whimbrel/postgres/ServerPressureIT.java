package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.backfill.BackfillListener;
import dev.whimbrel.backfill.BackfillOptions;
import dev.whimbrel.backfill.BackfillReport;
import dev.whimbrel.backfill.BackfillReport.End;
import dev.whimbrel.backfill.BackfillStop;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.testkit.Eventually;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Workers wait while others suffer, and go on when they do not any more. */
class ServerPressureIT extends BackfillTest {

    private static final long SECONDS = 60;

    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void begin() {
        writeEmbedding("002_embed.embedding.yaml", "into: vectors", "letters-26");
        project().migrate();
    }

    /** Does something when it is first heard that the workers wait. */
    private BackfillListener relieving(Runnable relief) {
        return new BackfillListener() {
            @Override
            public void noted(Migration migration, String words) {
                if (notes.isEmpty()) {
                    relief.run();
                }
                notes.add(words);
            }
        };
    }

    private void backfillUntilComplete(Runnable relief) {
        assertThat(query("SELECT count(*) FROM vectors")).containsExactly("0");
        assertThat(backfill(BackfillOptions.defaults(), relieving(relief), new BackfillStop()))
                .extracting(BackfillReport::end)
                .containsExactly(End.COMPLETE);
        assertCurrent("vectors", "embedding", DIMENSION);
    }

    private static void unchecked(SqlAction action) {
        try {
            action.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface SqlAction {
        void run() throws SQLException;
    }

    @Test
    void waitsWhileOthersWaitForTheTable() throws Exception {
        try (Connection reader = database().connect();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("SELECT count(*) FROM chunks");
            CompletableFuture<Void> change =
                    CompletableFuture.runAsync(() -> database().execute("ALTER TABLE chunks ADD COLUMN note text"));
            Eventually.holds("somebody waits for a while", () -> query(
                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND waitstart < clock_timestamp() -"
                                    + " interval '1 second'")
                    .get(0)
                    .equals("1"));

            backfillUntilComplete(() -> unchecked(reader::commit));

            change.get(SECONDS, TimeUnit.SECONDS);
        }
        assertThat(notes).first().asString().contains("wait for a lock on the table");
    }

    /** A standby that says how far it is, and at first says nothing of what comes. */
    @Test
    void waitsForAStandbyThatIsFarBehind() throws Exception {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, database().database().user());
        PGProperty.PASSWORD.set(properties, database().database().password());
        PGProperty.REPLICATION.set(properties, "true");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        try (Connection standby = DriverManager.getConnection(
                        "jdbc:" + database().database().url(), properties);
                PGReplicationStream stream = standby.unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(now())
                        .start()) {
            confirm(stream, now());
            Eventually.holds("it is known", () -> query(
                            "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn IS" + " NOT NULL")
                    .get(0)
                    .equals("1"));
            database()
                    .execute("SELECT pg_logical_emit_message(false, 'test', repeat('x', 1024 * 1024)) FROM"
                            + " generate_series(1, 300)");

            backfillUntilComplete(() -> unchecked(() -> confirm(stream, now())));
        }
        assertThat(notes).first().asString().contains("a standby");
    }

    private LogSequenceNumber now() {
        return LogSequenceNumber.valueOf(query("SELECT pg_current_wal_lsn()").get(0));
    }

    private static void confirm(PGReplicationStream stream, LogSequenceNumber place) throws SQLException {
        stream.setFlushedLSN(place);
        stream.setAppliedLSN(place);
        stream.forceUpdateStatus();
    }
}
