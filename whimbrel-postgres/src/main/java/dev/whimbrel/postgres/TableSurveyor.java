package dev.whimbrel.postgres;

import dev.whimbrel.backfill.TableSurvey;
import dev.whimbrel.error.MigrationFailedException;
import dev.whimbrel.error.Problems;
import dev.whimbrel.migration.EmbeddingWork;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.postgres.Work.WorkTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at a table before long work begins: how much there is, and some of its texts. */
final class TableSurveyor {

    private static final int SAMPLE = 500;

    private final PostgresSession session;

    TableSurveyor(PostgresSession session) {
        this.session = session;
    }

    TableSurvey survey(Migration migration) throws SQLException {
        Map<String, String> notes = new LinkedHashMap<>();
        try {
            WorkTable table = WorkSubject.of(migration, session);
            if (!(migration.work().orElseThrow() instanceof EmbeddingWork)) {
                long rows = numbers("SELECT count(*), 0 FROM " + table.aliased() + " WHERE " + table.takesPart())[0];
                return new TableSurvey(rows, 0, List.of(), notes, Problems.NONE);
            }
            VectorExtension extension =
                    VectorExtension.require(session, migration.up().name());
            notes.put("pgvector", extension.version());
            extension.warnings().forEach(warning -> notes.put("warning", warning));
            long[] rows =
                    numbers("SELECT count(*), count(*) FILTER (WHERE is_empty) FROM " + table.rows("true") + " AS src");
            return new TableSurvey(rows[0], rows[1], sample(table), notes, Problems.NONE);
        } catch (MigrationFailedException e) {
            return new TableSurvey(0, 0, List.of(), notes, e.problems());
        }
    }

    private long[] numbers(String sql) throws SQLException {
        try (Statement statement = statement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2)};
        }
    }

    private List<String> sample(WorkTable table) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery("SELECT txt FROM " + table.rows("true")
                        + " AS src WHERE NOT is_empty ORDER BY random() LIMIT " + SAMPLE)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private Statement statement() throws SQLException {
        Statement statement = session.connection().createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }
}
