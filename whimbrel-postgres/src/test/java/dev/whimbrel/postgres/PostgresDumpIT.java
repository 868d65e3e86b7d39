package dev.whimbrel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The schema of an existing database, as pg_dump writes it, as the first migration of a new one. */
final class PostgresDumpIT extends PostgresTest {

    private static final String SCHEMA = """
            CREATE EXTENSION vector;
            CREATE EXTENSION hstore;
            CREATE SCHEMA app;
            CREATE TYPE app.mood AS ENUM ('calm', 'loud; very');
            CREATE TABLE app.bird (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name text NOT NULL DEFAULT 'it''s; a bird',
                mood app.mood,
                tags hstore,
                embedding vector(3));
            CREATE INDEX ON app.bird USING hnsw (embedding vector_cosine_ops);
            CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $f$
            BEGIN
                NEW.name := NEW.name || ';';
                RETURN NEW;
            END $f$;
            CREATE TRIGGER touch BEFORE INSERT ON app.bird FOR EACH ROW EXECUTE FUNCTION app.touch();
            CREATE FUNCTION app.loud(m app.mood) RETURNS boolean BEGIN ATOMIC
                SELECT m = 'loud; very'; SELECT CASE WHEN m IS NULL THEN false ELSE true END; END;
            INSERT INTO app.bird (name, mood, embedding) VALUES ('Brachvögel\t\\x', 'calm', '[1,2,3]'), ('b', NULL, NULL);
            COMMENT ON TABLE app.bird IS 'a comment; with a $$ sign';
            """;

    @Test
    void migratesTheOutputOfPgDump() throws Exception {
        Optional<Path> program = PostgresServer.shared().program("pg_dump");
        assumeTrue(program.isPresent(), "this server came without pg_dump");
        try (TestDatabase old = PostgresServer.shared().createDatabase()) {
            createSchema(old);
            String dump = dump(program.orElseThrow(), old);
            assertThat(dump).contains("\n\\restrict ").contains("COPY app.bird");
            project().write("001_dump.sql", dump).write("002_more.sql", "INSERT INTO app.bird DEFAULT VALUES;");

            project().migrate();

            assertThat(query("SELECT name, mood, embedding FROM app.bird ORDER BY id"))
                    .containsExactly("Brachvögel\t\\x;|calm|[1,2,3]", "b;|null|null", "it's; a bird;|null|null");
            assertThat(project().verify()).isEmpty();
            assertThat(query("SELECT version FROM public.whimbrel_applied")).containsExactly("001", "002");
        }
    }

    /** By the simple protocol: the driver cuts functions with BEGIN ATOMIC to pieces otherwise. */
    private static void createSchema(TestDatabase old) throws SQLException {
        String url = "jdbc:" + old.url() + "?preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url, old.user(), old.password());
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    private String dump(Path program, TestDatabase old) throws IOException, InterruptedException {
        Path output = home().resolve("dump");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(program.toString(), "--username=" + old.user(), "--dbname=" + old.url()))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGPASSWORD", old.password());
        assertThat(builder.start().waitFor()).isZero();
        return Files.readString(output);
    }
}
