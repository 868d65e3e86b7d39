package dev.whimbrel.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.error.ErrorCode;
import dev.whimbrel.error.Problem;
import dev.whimbrel.source.lexer.SqlLanguage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as Hasura's command line writes them. */
final class HasuraLayoutTests {

    private static final List<ScriptTarget> TWO = List.of(
            new ScriptTarget("default", SqlLanguage.POSTGRESQL), new ScriptTarget("audit", SqlLanguage.POSTGRESQL));

    @TempDir
    private Path path;

    private MigrationsFolder folder;

    @BeforeEach
    void writtenByHasura() {
        folder = new MigrationsFolder(path)
                .with("default/1768383000000_users/up.sql", "default/1768383000000_users/down.sql");
    }

    @Test
    void holdBothDirections() {
        assertThat(folder.read().layout()).isEqualTo("hasura");
        assertThat(folder.migrations())
                .containsExactly("main 1768383000000 users: default/1768383000000_users/up.sql,"
                        + " down default/1768383000000_users/down.sql");
    }

    @Test
    void mayLieAtTheTop(@TempDir Path other) {
        assertThat(new MigrationsFolder(other).with("1_users/up.sql").migrations())
                .containsExactly("main 1 users: 1_users/up.sql");
    }

    @Test
    void mayBeNumberedAsDieselDoes(@TempDir Path other) {
        assertThat(new MigrationsFolder(other)
                        .with(
                                "00000000000000_diesel_initial_setup/up.sql",
                                "2026-01-14-093000_users/up.sql",
                                "2026-01-14-093000_users/down.sql")
                        .migrations())
                .containsExactly(
                        "main 00000000000000 diesel initial setup: 00000000000000_diesel_initial_setup/up.sql",
                        "main 20260114093000 users: 2026-01-14-093000_users/up.sql,"
                                + " down 2026-01-14-093000_users/down.sql");
    }

    @Test
    void areForTheDatabaseOfTheirFolder() {
        folder.with("audit/1768383000000_events/up.sql");

        assertThat(folder.migrations(TWO))
                .containsExactly(
                        "audit 1768383000000 events: audit/1768383000000_events/up.sql",
                        "default 1768383000000 users: default/1768383000000_users/up.sql,"
                                + " down default/1768383000000_users/down.sql");
    }

    @Test
    void needADatabaseForEachFolder() {
        folder.with("audit/1768383000000_events/up.sql");

        assertThat(folder.problems()).extracting(Problem::code).containsOnly(ErrorCode.NO_DATABASE_FOR_SCRIPT);
        assertThat(folder.problems().get(0).why())
                .isEqualTo("it lies in the folder of a database that is not configured: audit");
    }

    @Test
    void refuseMigrationsOfTheMetadata() {
        folder.file("default/1768383000001_permissions/up.yaml", "[]\n");

        assertThat(folder.problem())
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        ErrorCode.UNSUPPORTED_MIGRATION,
                        "default/1768383000001_permissions/up.yaml is a migration of Hasura's metadata");
    }

    @Test
    void getANewFolder() {
        assertThat(folder.create(false)).hasSize(2).allSatisfy(name -> assertThat(name)
                .matches("default/\\d{13}_add_b/(up|down)\\.sql"));
        folder.with("audit/1768383000000_events/up.sql");
        assertThat(folder.refusalToCreate(false).code()).isEqualTo(ErrorCode.CREATE_ELSEWHERE);
    }
}
