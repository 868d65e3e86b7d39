package dev.whimbrel.postgres;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.postgres.VectorColumns.VectorColumn;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores two vectors, reads them back, and looks for the nearest: in a temporary table with a column of the same type, in a
 * transaction that is undone. The tables of the users, their triggers and constraints have no part in it.
 */
final class VectorRoundTrip {

    /** What a standby says, and a database whose role may make no temporary tables. */
    private static final Set<String> NO_PLACE = Set.of("25006", "42501");

    private static final int ANY_DIMENSION = 3;
    private static final String ANSWER = "whimbrel_answer";

    private final PostgresSession session;

    VectorRoundTrip(PostgresSession session) {
        this.session = session;
    }

    /** Try each column, and tell what came of it. */
    void examine(List<VectorColumn> columns, Map<String, String> details, List<Problem> problems) throws SQLException {
        for (VectorColumn column : columns) {
            try {
                details.put("vector " + column.name(), column.type() + ", " + attempt(column));
            } catch (SQLException e) {
                if (PostgresErrors.mayPass(e)) {
                    throw e;
                }
                problems.add(broken(column, PostgresErrors.message(e)));
            } finally {
                session.rollback();
            }
        }
    }

    private String attempt(VectorColumn column) throws SQLException {
        try {
            session.execute(
                    "BEGIN; CREATE TEMP TABLE whimbrel_probe (id integer, v " + column.type() + ") ON COMMIT DROP");
        } catch (SQLException e) {
            if (NO_PLACE.contains(PostgresErrors.state(e))) {
                return "not tried: " + PostgresErrors.message(e);
            }
            throw e;
        }
        String near = vector(column, true, 0);
        session.execute("INSERT INTO whimbrel_probe VALUES (1, " + near + "), (2, " + vector(column, false, 0) + ")");
        require(
                "SELECT count(*) FROM whimbrel_probe WHERE id = 1 AND v::text = (" + near + ")::text",
                "what is stored");
        for (String operator : column.operators()) {
            require("SELECT id FROM whimbrel_probe ORDER BY v " + operator + " " + near + " LIMIT 1", operator);
        }
        if (column.dimension() > 0) {
            requireDimension(column);
        }
        return "round trip, nearest by " + String.join(" ", column.operators());
    }

    private void require(String query, String what) throws SQLException {
        String answer = query.replaceFirst("SELECT (\\S+)", "SELECT $1 AS " + ANSWER);
        if (!session.execute(answer, ANSWER).equals(List.of(1L))) {
            throw new SQLException(what + " does not come back as it should");
        }
    }

    private void requireDimension(VectorColumn column) throws SQLException {
        try {
            session.execute("INSERT INTO whimbrel_probe VALUES (3, " + vector(column, true, 1) + ")");
        } catch (SQLException e) {
            if (PostgresErrors.mayPass(e)) {
                throw e;
            }
            return;
        }
        throw new SQLException("a vector of another dimension is taken");
    }

    /** {@return a vector along the first axis or, to be far from that, along the second, or back where there is none} */
    private static String vector(VectorColumn column, boolean isFirst, int further) {
        int dimension = (column.dimension() == 0 ? ANY_DIMENSION : column.dimension()) + further;
        int axis = isFirst || dimension == 1 ? 0 : 1;
        String length = isFirst || dimension > 1 ? "1" : "-1";
        if (column.kind().equals("sparsevec")) {
            return "'{" + (axis + 1) + ":" + length + "}/" + dimension + "'" + cast(column);
        }
        String[] numbers = new String[dimension];
        Arrays.fill(numbers, "0");
        numbers[axis] = length;
        return "'[" + String.join(",", numbers) + "]'" + cast(column);
    }

    /** Of any dimension, so that one of another reaches the column. */
    private static String cast(VectorColumn column) {
        return "::" + column.type().replaceFirst("\\(\\d+\\)$", "");
    }

    private static Problem broken(VectorColumn column, String why) {
        return new Problem(
                ErrorCode.VERIFY_VECTOR,
                "column " + column.name() + " of type " + column.type() + " does not take or compare vectors",
                why,
                "see whether extension vector fits the server's files: ALTER EXTENSION vector UPDATE, or install the package"
                        + " of its version again; `whimbrel health` tells the version");
    }
}
