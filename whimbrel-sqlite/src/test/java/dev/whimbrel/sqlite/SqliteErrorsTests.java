package dev.whimbrel.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

final class SqliteErrorsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SQLITE_ERROR | no such table: c",
                "SQLITE_ERROR | near \"(\": syntax error (really)",
                "SQLITE_INTERRUPT | interrupted",
                "SQLITE_NOTFOUND | unknown operation",
                "SQLITE_CONSTRAINT_UNIQUE | UNIQUE constraint failed: a.i"
            })
    void tellsWhatSqliteSaid(SQLiteErrorCode code, String said) {
        assertThat(SqliteErrors.message(DB.newSQLException(code.code, said))).isEqualTo(said);
    }

    @Test
    void leavesOtherMessagesAsTheyAre() {
        assertThat(SqliteErrors.message(new SQLException("closed (by somebody)")))
                .isEqualTo("closed (by somebody)");
    }
}
