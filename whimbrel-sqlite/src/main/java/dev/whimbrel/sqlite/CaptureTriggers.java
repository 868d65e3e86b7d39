package dev.whimbrel.sqlite;

import dev.whimbrel.database.sql.work.Quoted;
import dev.whimbrel.database.sql.work.Work;
import dev.whimbrel.database.sql.work.Work.Vectors;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import dev.whimbrel.database.sql.work.WorkRows;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The triggers that note which rows change while vectors are made and afterwards. They run on the connections of whoever
 * changes rows, so they use nothing but plain SQL.
 *
 * <p>What has changed is decided by the text as the definition takes it from the row, before and after. A note is deleted and
 * written anew instead of replaced: {@code INSERT OR IGNORE} by the application would make its own way of dealing with
 * conflicts that of the trigger, and the note would be lost. So it also has a new number each time. Vectors in a table of
 * their own go with their row; a foreign key would need every connection to switch foreign keys on.
 */
final class CaptureTriggers {

    private static final String NOTE =
            "DELETE FROM whimbrel_queue WHERE work_id = %1$d AND key = CAST(%2$s.%3$s AS TEXT);"
                    + " INSERT INTO whimbrel_queue (work_id, key) SELECT %1$d, CAST(%2$s.%3$s AS TEXT) WHERE %2$s.%3$s IS NOT NULL; ";

    private CaptureTriggers() {}

    /** @param columns of the table */
    static List<String> create(Work work, List<String> columns) {
        WorkTable table = work.table();
        String key = Quoted.identifier(table.key());
        String name = Quoted.identifier(table.name());
        String changed = "OLD." + key + " IS NOT NEW." + key + " OR (" + text(work, columns, "OLD") + ") IS NOT ("
                + text(work, columns, "NEW") + ")";
        String moved = gone(work, key, "NEW." + key + " IS NOT OLD." + key);
        String insert = "CREATE TRIGGER " + trigger("insert", work) + " AFTER INSERT ON " + name + " BEGIN "
                + NOTE.formatted(work.id(), "NEW", key) + "END";
        String update = "CREATE TRIGGER " + trigger("update", work) + " AFTER UPDATE ON " + name + " WHEN " + changed
                + " BEGIN " + moved + NOTE.formatted(work.id(), "NEW", key) + "END";
        String delete = "CREATE TRIGGER " + trigger("delete", work) + " AFTER DELETE ON " + name + " BEGIN "
                + gone(work, key, "true") + "END";
        return work.isInPlace() ? List.of(insert, update) : List.of(insert, update, delete);
    }

    static List<String> drop(Work work) {
        return names(work).map(name -> "DROP TRIGGER IF EXISTS " + name).toList();
    }

    static Stream<String> names(Work work) {
        return Stream.of("insert", "update", "delete").map(event -> trigger(event, work));
    }

    /** Vectors beside the text go and move with it. A virtual table can be touched only by who has its extension, so its vectors are removed by a worker later. */
    private static String gone(Work work, String key, String condition) {
        Vectors vectors = work.requireVectors();
        if (work.isInPlace()) {
            return "";
        }
        if (VectorTable.isVirtual(vectors)) {
            return NOTE.formatted(work.id(), "OLD", key);
        }
        return "DELETE FROM " + vectors.relation() + " WHERE " + vectors.keyColumn() + " = OLD." + key + " AND "
                + condition + "; ";
    }

    /**
     * The text of a row as it was or is. The row is given those columns only that the definition may name, for SQLite lets
     * nobody drop a column that a trigger names.
     */
    private static String text(Work work, List<String> columns, String row) {
        WorkTable table = work.table();
        String sql = (table.text().orElseThrow() + " " + table.condition().orElse("")).toLowerCase(Locale.ROOT);
        String named = columns.stream()
                .filter(column -> sql.contains(column.toLowerCase(Locale.ROOT)))
                .map(column -> row + "." + Quoted.identifier(column) + " AS " + Quoted.identifier(column))
                .collect(Collectors.joining(", "));
        return "SELECT CASE WHEN " + table.takesPart() + " THEN "
                + new WorkRows(table, SqliteDialect.SQLITE).text() + " END FROM (SELECT "
                + (named.isEmpty() ? "1" : named) + ") AS " + Quoted.identifier(table.name());
    }

    private static String trigger(String event, Work work) {
        return "whimbrel_" + event + "_" + work.id();
    }
}
