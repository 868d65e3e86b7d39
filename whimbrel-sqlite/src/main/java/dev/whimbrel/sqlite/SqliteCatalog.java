package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.HistoryTable;
import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.error.Problems;
import dev.whimbrel.plan.Promises.PromisedObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks up in an SQLite file what migrations promise to be there. */
final class SqliteCatalog {

    private static final String INTACT = "ok";

    private final SqliteSession session;

    SqliteCatalog(SqliteSession session) {
        this.session = session;
    }

    Problems verify(List<PromisedObject> promised) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        if (session.exists()) {
            checkIntegrity(problems);
        }
        Set<String> present = present();
        promised.stream()
                .filter(object -> !present.contains(key(object.kind().label(), object.name())))
                .forEach(object ->
                        problems.add(object.missing(" (" + HistoryTable.NAME + " tells when it was created)")));
        return Problems.of(problems);
    }

    private Set<String> present() throws SQLException {
        Set<String> present = new HashSet<>();
        if (session.exists()) {
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("SELECT type, name FROM sqlite_master")) {
                while (rows.next()) {
                    present.add(key(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return present;
    }

    private void checkIntegrity(List<Problem> problems) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (rows.next() && !INTACT.equals(rows.getString(1))) {
                problems.add(new Problem(
                        ErrorCode.VERIFY_DAMAGED,
                        "the database file " + session.file() + " is damaged",
                        rows.getString(1),
                        "restore a backup; `sqlite3 FILE .recover` saves what can be saved"));
            }
        }
    }

    private static String key(String type, String name) {
        String unqualified = name.substring(name.lastIndexOf('.') + 1);
        return (type + " " + unqualified).toLowerCase(Locale.ROOT);
    }
}
