package dev.whimbrel.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.testkit.server.PostgresServer;
import dev.whimbrel.testkit.server.RequiresPostgres;
import dev.whimbrel.testkit.server.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories made by tools that come by npm; left out unless asked for by {@code -Pnpm}. */
@Tag("npm")
@RequiresPostgres
class NpmToolsIT {

    private static final String DRIZZLE = """
            import { drizzle } from 'drizzle-orm/node-postgres';
            import { migrate } from 'drizzle-orm/node-postgres/migrator';
            import pg from 'pg';
            const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
            await migrate(drizzle(pool), { migrationsFolder: 'migrations' });
            await pool.end();
            """;

    private static final String TYPEORM = """
            import 'reflect-metadata';
            import { DataSource } from 'typeorm';
            class Users1700000000000 { async up(run) { await run.query('CREATE TABLE users (id integer)'); } }
            const source = new DataSource({
              type: 'postgres', url: process.env.DATABASE_URL, migrations: [Users1700000000000] });
            await source.initialize();
            await source.runMigrations();
            await source.destroy();
            """;

    private static NpmTools tools;

    @TempDir
    private Path home;

    private TestDatabase database;
    private Ground ground;

    @BeforeAll
    static void fetch() {
        tools = NpmTools.fetched();
    }

    @BeforeEach
    void prepare() {
        database = PostgresServer.shared().createDatabase();
        ground = Ground.on(home.resolve("migrations"), database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void dbmate() {
        ground.file("20260101_users.sql", "-- migrate:up\nCREATE TABLE users (id integer);\n-- migrate:down\n");
        tools.run(database, home, "dbmate", "-d", "migrations", "--no-dump-schema", "up");
        ground.file("20260102_more.sql", "-- migrate:up\nCREATE TABLE more (id integer);\n-- migrate:down\n");
        assertThat(Ground.told(ground.adopt()))
                .containsExactly("20260101 adopted not verifiable", "20260102 pending not verifiable");
        assertThat(ground.migrate()).containsExactly("20260102");
    }

    @Test
    void nodePgMigrate() {
        ground.file("1700000000000_users.sql", "CREATE TABLE users (id integer);\n");
        tools.run(database, home, "node-pg-migrate", "-m", "migrations", "up");
        ground.file("1700000000001_more.sql", "CREATE TABLE more (id integer);\n");
        assertThat(Ground.told(ground.adopt()))
                .containsExactly("1700000000000_users adopted not verifiable", "1700000000001 pending not verifiable");
        assertThat(ground.migrate()).containsExactly("1700000000001");
    }

    @Test
    void drizzle() {
        ground.file("0000_users.sql", "CREATE TABLE users (id integer);\n--> statement-breakpoint\nSELECT 1;\n")
                .file("meta/_journal.json", journal(entry(0, "users")));
        tools.runScript(database, home, DRIZZLE);
        ground.file("0001_more.sql", "CREATE TABLE more (id integer);\n")
                .file("meta/_journal.json", journal(entry(0, "users") + "," + entry(1, "more")));
        assertThat(Ground.told(ground.adopt()))
                .containsExactly("created_at 100 adopted equal", "0001 pending not verifiable");
        assertThat(ground.migrate()).containsExactly("0001");
    }

    @Test
    void typeOrm() {
        tools.runScript(database, home, TYPEORM);
        ground.file("1700000000000_users.sql", "CREATE TABLE users (id integer);\n")
                .file("1700000001000_more.sql", "CREATE TABLE more (id integer);\n");
        assertThat(Ground.told(ground.adopt()))
                .containsExactly("Users1700000000000 adopted not verifiable", "1700000001000 pending not verifiable");
        assertThat(ground.migrate()).containsExactly("1700000001000");
    }

    @Test
    void supabase() {
        Ground project = Ground.on(home.resolve("supabase/migrations"), database)
                .file("20260114093000_users.sql", "begin;\nCREATE TABLE users (id integer);\ncommit;\nNOTIFY pgrst;\n")
                .file("20260115093000_nothing.sql", "-- superseded by the next one\n")
                .file("20260116093000_gone.sql", "CREATE TABLE gone (id integer);\n");
        tools.run(
                database,
                home,
                "supabase",
                "migration",
                "up",
                "--remote=" + NpmTools.url(database),
                "--yes",
                "--agent",
                "no");
        project.file("20260116093000_gone.sql", "CREATE TABLE other (id integer);\n")
                .file("20260117093000_more.sql", "CREATE TABLE more (id integer);\n");
        assertThat(Ground.told(project.adopt()))
                .containsExactly(
                        "20260114093000 adopted equal",
                        "20260115093000 adopted equal",
                        "20260116093000 adopted not verifiable",
                        "20260117093000 pending not verifiable");
        assertThat(project.migrate()).containsExactly("20260117093000");
    }

    private static String journal(String entries) {
        return "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[" + entries + "]}";
    }

    private static String entry(int index, String name) {
        return "{\"idx\":%d,\"version\":\"7\",\"when\":%d,\"tag\":\"%04d_%s\",\"breakpoints\":true}"
                .formatted(index, 100 + index, index, name);
    }
}
