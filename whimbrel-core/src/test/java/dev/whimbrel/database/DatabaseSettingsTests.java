package dev.whimbrel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseSettingsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            postgresql://joe:hunter2@h:5432/db        | postgresql://h:5432/db        | joe    | hunter2
            jdbc:postgresql://joe:hunter2@h/db        | jdbc:postgresql://h/db        | joe    | hunter2
            postgresql://joe@h/db                     | postgresql://h/db             | joe    |
            postgresql://h/db                         | postgresql://h/db             |        |
            postgresql://j%40e:p%2F%3A%40%25+1@h/db   | postgresql://h/db             | j@e    | p/:@%+1
            postgresql://joe:a:b@h/db                 | postgresql://h/db             | joe    | a:b
            postgresql://joe:a@b@h/db                 | postgresql://h/db             | joe    | a@b
            postgresql://joe:a/b@h/db                 | postgresql://h/db             | joe    | a/b
            postgresql://joe:a@h/db?options=c@d       | postgresql://h/db?options=c@d | joe    | a
            postgresql://joe:a#b@h/db                 | postgresql://h/db             | joe    | a#b
            postgresql://joe:@h/db                    | postgresql://h/db             | joe    | ~~
            postgresql://h/db?user=joe&password=p%26+1&a=b | postgresql://h/db?a=b    | joe    | p&+1
            postgresql://h/db?a=b&password=p          | postgresql://h/db?a=b         |        | p
            postgresql://h/db?password=p              | postgresql://h/db             |        | p
            postgresql://joe:a@h/db?password=b        | postgresql://h/db             | joe    | b
            postgresql://h/db?application_name=a@b    | postgresql://h/db?application_name=a@b | |
            bolt://neo4j:p@h:7687                     | bolt://h:7687                 | neo4j  | p
            neo4j+s://neo4j:p@h                       | neo4j+s://h                   | neo4j  | p
            redis://default:p@h:6379/0                | redis://h:6379/0              | default | p
            sqlite:data/app@home.db                   | sqlite:data/app@home.db       |        |
            jdbc:sqlite:/a/b.db?cache=shared          | jdbc:sqlite:/a/b.db?cache=shared |     |
            """)
    void takesUserAndPasswordOutOfTheUrl(String url, String rest, String user, String password) {
        DatabaseSettings settings = DatabaseSettings.of("main", url);

        assertThat(settings.url()).isEqualTo(rest);
        assertThat(settings.user()).isEqualTo(Optional.ofNullable(user));
        assertThat(settings.password().map(Secret::reveal)).isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void showsNoSecret() {
        assertThat(DatabaseSettings.of("main", "postgresql://joe:hunter2@h/db"))
                .asString()
                .contains("joe", "postgresql://h/db")
                .doesNotContain("hunter2");
        assertThat(DatabaseSettings.of("main", "postgresql://h/db?password=hunter2")
                        .withPassword(Secret.of("hunter3")))
                .asString()
                .doesNotContain("hunter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://joe:hunter2@h/db",
                "postgresql://h/db?password=hunter2",
                "postgresql://h/db?a=b&password=hunter2",
            })
    void refusesAUrlWithASecretAndDoesNotRepeatIt(String url) {
        assertThat(DatabaseSettings.holdsSecret(url)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseSettings("main", url, Optional.empty(), Optional.empty()))
                .withMessage("the URL of database main holds a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://joe:hunter%2@h/db", "postgresql://h/db?password=100%hunter2"})
    void refusesAMisplacedPercentSignAndDoesNotRepeatTheSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSettings.of("main", url))
                .satisfies(e -> assertThat(e).hasMessageContaining("%25"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter", "\"hu\"", "2@"))
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "-a", "a.b", "é"})
    void haveANameOfLettersAndDigits(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> DatabaseSettings.of(name, "sqlite:a.db"));
    }

    @Test
    void takeUserAndPasswordLater() {
        DatabaseSettings settings = DatabaseSettings.of("my_db-2", "postgresql://h/db")
                .withUser("joe")
                .withPassword(Secret.of("p"));

        assertThat(settings)
                .isEqualTo(new DatabaseSettings(
                        "my_db-2", "postgresql://h/db", Optional.of("joe"), Optional.of(Secret.of("p"))));
    }
}
