package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.HistoryTable;
import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.ToolVersion;
import dev.whimbrel.migration.Checksum;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history table in an SQLite file. Its clock is that of the machine, as SQLite has no other. */
final class SqliteHistory {

    private static final String CREATE_TABLE = """
            CREATE TABLE IF NOT EXISTS whimbrel_history (
                rank            INTEGER PRIMARY KEY,
                version         TEXT,
                description     TEXT    NOT NULL,
                kind            TEXT    NOT NULL,
                script          TEXT    NOT NULL,
                checksum        TEXT,
                outcome         TEXT    NOT NULL,
                "at"            TEXT    NOT NULL,
                duration_ms     INTEGER NOT NULL,
                statements_done INTEGER NOT NULL,
                journal         TEXT,
                "by"            TEXT    NOT NULL,
                tool_version    TEXT    NOT NULL,
                error           TEXT
            )
            """;

    private static final String CREATE_VIEW =
            "CREATE VIEW IF NOT EXISTS " + HistoryTable.VIEW + " AS " + HistoryTable.appliedNow(HistoryTable.NAME);

    private static final String EXISTS =
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + HistoryTable.NAME + "'";

    private static final String NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    private static final String INSERT = """
            INSERT INTO whimbrel_history (version, description, kind, script, checksum, outcome,
                statements_done, journal, error, "at", duration_ms, "by", tool_version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, %s, ?, ?, ?)
            """.formatted(NOW);

    /** An attempt that is under way began when its entry was written. */
    private static final String TOOK = "duration_ms = max(0, round((julianday('now') - julianday(\"at\")) * 86400000))";

    private static final String PROGRESS =
            "UPDATE whimbrel_history SET statements_done = ?, journal = ?, " + TOOK + " WHERE rank = ?";

    private static final String FINISH =
            "UPDATE whimbrel_history SET outcome = ?, error = ?, " + TOOK + " WHERE rank = ?";

    private final SqliteSession session;

    SqliteHistory(SqliteSession session) {
        this.session = session;
    }

    History read() throws SQLException {
        if (!session.exists() || !isThere()) {
            return History.EMPTY;
        }
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + HistoryTable.NAME)) {
            return HistoryTable.read(rows);
        }
    }

    private boolean isThere() throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(EXISTS)) {
            return rows.next();
        }
    }

    void create() throws SQLException {
        if (isThere()) {
            return;
        }
        session.begin();
        session.execute(CREATE_TABLE);
        session.execute(CREATE_VIEW);
        session.commit();
    }

    /** {@return the rank of the new entry} */
    long insert(Attempt attempt, long durationMillis) throws SQLException {
        try (PreparedStatement insert = session.connection().prepareStatement(INSERT)) {
            int next = bind(insert, attempt);
            insert.setLong(next, durationMillis);
            insert.setString(next + 1, System.getProperty("user.name", ""));
            insert.setString(next + 2, ToolVersion.get());
            insert.executeUpdate();
        }
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT last_insert_rowid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Count what is done in an entry that is under way. */
    void progress(long rank, Attempt attempt) throws SQLException {
        try (PreparedStatement update = session.connection().prepareStatement(PROGRESS)) {
            update.setInt(1, attempt.statementsDone());
            update.setString(2, attempt.journal().map(Checksum::hex).orElse(null));
            update.setLong(3, rank);
            update.executeUpdate();
        }
    }

    /** Write how an entry that is under way ended. */
    void finish(long rank, Attempt attempt) throws SQLException {
        try (PreparedStatement update = session.connection().prepareStatement(FINISH)) {
            update.setString(1, attempt.outcome().label());
            update.setString(2, attempt.error().orElse(null));
            update.setLong(3, rank);
            update.executeUpdate();
        }
    }

    private static int bind(PreparedStatement statement, Attempt attempt) throws SQLException {
        int index = 1;
        List<@Nullable String> values = HistoryTable.values(attempt);
        for (@Nullable String value : values) {
            statement.setString(index++, value);
        }
        return index;
    }
}
