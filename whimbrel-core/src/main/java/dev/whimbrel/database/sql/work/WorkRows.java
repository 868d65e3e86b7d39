package dev.whimbrel.database.sql.work;

import dev.whimbrel.backfill.Page.KeyRange;
import dev.whimbrel.database.sql.work.Work.WorkTable;
import java.util.Collection;
import java.util.stream.Collectors;

/** The SQL by which the rows of a table are found that long work is about. */
public record WorkRows(WorkTable table, WorkDialect dialect) {

    static WorkRows of(Work work, WorkDialect dialect) {
        return new WorkRows(work.table(), dialect);
    }

    /** {@return the text of a row} */
    public String text() {
        return dialect.text(table.text().orElseThrow() + "\n");
    }

    /** {@return the rows that take part, as a subquery with the columns k, txt, h and is_empty} */
    public String query(String restriction) {
        return "(SELECT " + table.keyColumn() + " AS k, " + text() + " AS txt, " + dialect.hash(text()) + " AS h, "
                + dialect.isBlank(text()) + " AS is_empty FROM " + table.aliased() + " WHERE " + table.takesPart()
                + " AND " + restriction + ")";
    }

    /** {@return all of them} */
    public String all() {
        return query("true");
    }

    public String key(String value) {
        return dialect.key(value, table.keyType());
    }

    String keys(Collection<String> values) {
        return values.stream().map(this::key).collect(Collectors.joining(", "));
    }

    /** {@return the condition for the rows of a page} */
    public String between(KeyRange range) {
        String key = table.keyColumn();
        return range.after().map(after -> key + " > " + key(after) + " AND ").orElse("") + key + " <= "
                + key(range.to());
    }
}
