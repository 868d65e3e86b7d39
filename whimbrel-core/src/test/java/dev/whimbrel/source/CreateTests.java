package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.source.TimelineReader.NewMigrationFile;
import dev.whimbrel.source.file.ScriptKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New migrations in the folder's own layout. */
final class CreateTests {

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void emptyFolder() {
        folder = new MigrationsFolder(path);
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 002_add_b.sql",
        "009_a.sql, 010_add_b.sql",
        "999_a.sql, 1000_add_b.sql",
        "1.9_a.sql, 1.10_add_b.sql",
        "sub/007_a.sql, 008_add_b.sql",
        "V1__a.sql, V2__add_b.sql",
        "V1_2_9__a.sql, V1_2_10__add_b.sql",
        "V1.2__a.sql, V1_3__add_b.sql",
        "R__a.sql, V1__add_b.sql",
        "a.sql, add_b.sql",
        "99999999999999_a.sql, 100000000000000_add_b.sql",
    })
    void areNumberedAfterTheLast(String last, String next) {
        assertThat(folder.with(last).create(false)).containsExactly(next);
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 002_add_b.sql, 002_add_b.down.sql",
        "V1__a.sql, V2__add_b.sql, U2__add_b.sql",
        "000009_a.up.sql, 000010_add_b.up.sql, 000010_add_b.down.sql",
        "a.sql, add_b.sql, add_b.down.sql",
    })
    void comeWithADownScriptIfAskedFor(String last, String up, String down) {
        assertThat(folder.with(last).create(true)).containsExactly(up, down);
    }

    @ParameterizedTest
    @CsvSource({
        "001_a.sql, 002_add_b.cypher, // add b, 002_add_b.down.cypher, // reverts 002_add_b.cypher",
        "V001__a.cypher, V002__add_b.cypher, // add b, U002__add_b.cypher, // reverts V002__add_b.cypher",
    })
    void areWrittenInTheLanguageAskedFor(String last, String up, String words, String down, String downWords) {
        folder.with(last);
        List<NewMigrationFile> files = new TimelineReader(List.of(path), List.of(), LeftOut.NONE, Placeholders.NONE)
                .create("add_b", ScriptKind.CYPHER, true);

        assertThat(files)
                .extracting(file -> file.path().getFileName() + ": " + file.content())
                .containsExactly(up + ": " + words + "\n", down + ": " + downWords + "\n");
    }

    @Test
    void comeInPairsAlways() {
        assertThat(folder.with("000001_a.up.sql").create(false))
                .containsExactly("000002_add_b.up.sql", "000002_add_b.down.sql");
    }

    @Test
    void holdSectionsWhereTheLayoutHasThem() {
        folder.file("0009_a.sql", "-- migrate:up\nSELECT 1;");
        assertThat(newFile().content()).isEqualTo("-- migrate:up\n\n\n-- migrate:down\n\n");
        assertThat(newFile().path()).isEqualTo(path.resolve("0010_add_b.sql"));

        folder.file("0009_a.sql", "-- +goose Up\nSELECT 1;");
        assertThat(newFile().content()).isEqualTo("-- +goose Up\n\n\n-- +goose Down\n\n");
        assertThat(newFile().path()).isEqualTo(path.resolve("0010_add_b.sql"));
    }

    private NewMigrationFile newFile() {
        List<NewMigrationFile> files = new TimelineReader(
                        List.of(path), MigrationsFolder.ONE_POSTGRES, LeftOut.NONE, Placeholders.NONE)
                .create("add_b", ScriptKind.SQL, true);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    @Test
    void getTheTimeWhereTheLastOneDid() {
        assertThat(folder.with("20260114093000_a.sql").create(false))
                .singleElement()
                .satisfies(name ->
                        assertThat(name).matches("20\\d{12}_add_b\\.sql").isGreaterThan("20260114093000"));
        folder.file("20260114093000_a.sql", "-- migrate:up\nSELECT 1;");
        assertThat(folder.create(false)).singleElement().satisfies(name -> assertThat(name)
                .matches("20\\d{12}_add_b\\.sql")
                .isGreaterThan("20260114093000"));
    }

    @Test
    void beginTheNumberedLayoutInAnEmptyFolder() {
        assertThat(folder.create(false)).containsExactly("001_add_b.sql");
        assertThat(folder.create(true)).containsExactly("001_add_b.sql", "001_add_b.down.sql");
    }

    @Test
    void canBeReadBack() {
        folder.with("001_a.sql");
        List<NewMigrationFile> files = new TimelineReader(
                        List.of(path), MigrationsFolder.ONE_POSTGRES, LeftOut.NONE, Placeholders.NONE)
                .create("add_b", ScriptKind.SQL, true);

        files.forEach(file -> folder.file(path.relativize(file.path()).toString(), file.content()));

        assertThat(folder.migrations())
                .containsExactly("main 001 a: 001_a.sql", "main 002 add b: 002_add_b.sql, down 002_add_b.down.sql");
    }
}
