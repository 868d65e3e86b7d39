package dev.whimbrel.source.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.migration.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How statements of SQLite must be run. */
final class SqliteExecutionTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VACUUM                                      | NON_TRANSACTIONAL
            vacuum INTO 'a.db'                          | NON_TRANSACTIONAL
            ATTACH 'a.db' AS a                          | NON_TRANSACTIONAL
            DETACH a                                    | NON_TRANSACTIONAL
            PRAGMA journal_mode = WAL                   | NON_TRANSACTIONAL
            PRAGMA main.journal_mode = WAL              | NON_TRANSACTIONAL
            PRAGMA page_size = 4096                     | NON_TRANSACTIONAL
            PRAGMA foreign_keys = OFF                   | SESSION
            pragma Main.Foreign_Keys(off)               | SESSION
            PRAGMA legacy_alter_table = ON              | SESSION
            PRAGMA foreign_key_check                    | TRANSACTIONAL
            PRAGMA user_version = 7                     | TRANSACTIONAL
            PRAGMA defer_foreign_keys = ON              | TRANSACTIONAL
            CREATE TABLE vacuum (a)                     | TRANSACTIONAL
            REINDEX                                     | TRANSACTIONAL
            'VACUUM'                                    | TRANSACTIONAL
            BEGIN                                       | BEGIN
            BEGIN IMMEDIATE TRANSACTION                 | BEGIN
            COMMIT                                      | COMMIT
            END TRANSACTION                             | COMMIT
            ROLLBACK                                    | ROLLBACK
            ROLLBACK TRANSACTION TO SAVEPOINT a         | SAVEPOINT
            SAVEPOINT a                                 | SAVEPOINT
            RELEASE a                                   | SAVEPOINT
            """, quoteCharacter = '~')
    void followsFromTheFirstWords(String statement, Execution execution) {
        assertThat(Lexed.sqlite(statement + ";").single().execution()).isEqualTo(execution);
    }
}
