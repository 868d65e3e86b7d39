package dev.whimbrel.postgres.lexing;

import java.util.ArrayList;
import java.util.List;

/** A row of the server's CSV log, as far as it matters here. A query is empty where the server gives none. */
record LogEntry(String database, String severity, String message, String query) {

    private static final int DATABASE = 2;
    private static final int SEVERITY = 11;
    private static final int MESSAGE = 13;
    private static final int QUERY = 19;

    /** {@return the entries; a last row that is not complete yet is left out} */
    static List<LogEntry> parse(String csv) {
        List<LogEntry> entries = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    field.append(csv.charAt(++i));
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    entries.add(new LogEntry(row.get(DATABASE), row.get(SEVERITY), row.get(MESSAGE), row.get(QUERY)));
                    row.clear();
                }
            } else {
                field.append(c);
            }
        }
        return entries;
    }
}
