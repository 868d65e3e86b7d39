package dev.whimbrel.database.sql;

import dev.whimbrel.database.ForeignRow;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads other tools' rows. */
public final class ForeignRows {

    private ForeignRows() {}

    /** {@return the row that the cursor stands on} */
    public static ForeignRow read(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (value != null) {
                values.put(
                        columns.getColumnLabel(i).toLowerCase(Locale.ROOT),
                        value instanceof Array array ? elements(array) : row.getString(i));
            }
        }
        return new ForeignRow(values);
    }

    private static String elements(Array array) throws SQLException {
        StringBuilder text = new StringBuilder();
        Arrays.stream((Object[]) array.getArray())
                .forEach(element -> text.append(element).append(";\n"));
        return text.toString();
    }
}
