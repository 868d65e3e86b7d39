package dev.whimbrel.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whimbrel.history.Attempt;
import dev.whimbrel.history.History;
import dev.whimbrel.history.Outcome;
import dev.whimbrel.migration.Migration;
import dev.whimbrel.migration.MigrationId;
import dev.whimbrel.migration.MigrationKind;
import dev.whimbrel.migration.Scripts;
import dev.whimbrel.migration.Timeline;
import dev.whimbrel.migration.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the rows of each tool mean, by the shapes that the tools document. */
class ForeignHistoryTests {

    private static final String TEXT = "SELECT 1;\nSELECT 2;\n";
    private static final String FLYWAY = "installed_rank version description type script checksum installed_on success";
    private static final String PRISMA = "migration_name checksum started_at finished_at rolled_back_at";
    private static final String ATLAS = "version type applied total error error_stmt hash executed_at";

    private static Migration file(String version, String path) {
        return file(version, path, "main");
    }

    private static Migration file(String version, String path, String database) {
        return new Migration(
                MigrationId.of(Version.of(version)),
                MigrationKind.VERSIONED,
                "test",
                database,
                Scripts.postgres(path, TEXT),
                Optional.empty());
    }

    private static Adoption match(Tables tables, Migration... files) {
        return match(tables, AdoptOptions.defaults(), files);
    }

    private static Adoption match(Tables tables, AdoptOptions options, Migration... files) {
        List<ForeignHistory> found = ForeignHistory.in(tables);
        assertThat(found).hasSize(1);
        ForeignHistory history = found.get(0);
        return new Matching("main", new Timeline("numbered", Arrays.asList(files)), History.EMPTY, options)
                .of(history.tool().name(), history.table().label(), history.entries(tables));
    }

    private static List<String> told(Adoption adoption) {
        return adoption.findings().stream()
                .map(finding -> finding.label() + " " + finding.match().label())
                .toList();
    }

    @Test
    void golangMigrateRemembersTheLastVersionOnly() {
        Tables tables = Tables.of("schema_migrations", "version dirty", "2|f");
        assertThat(told(match(tables, file("1", "1_a.up.sql"), file("2", "2_b.up.sql"), file("3", "3_c.up.sql"))))
                .containsExactly("1 adopted", "2 adopted", "3 pending");
    }

    @Test
    void golangMigratesDirtyVersionIsInDoubtAndThoseBeforeItAreNot() {
        Tables tables = Tables.of("schema_migrations", "version dirty", "2|t");
        Migration[] files = {file("1", "1_a.up.sql"), file("2", "2_b.up.sql")};
        assertThat(told(match(tables, files))).containsExactly("1 adopted", "2 in doubt");
        AdoptOptions applied = new AdoptOptions(Optional.empty(), Set.of("2"), Set.of(), Set.of(), Set.of());
        assertThat(told(match(tables, applied, files))).containsExactly("1 adopted", "2 adopted");
    }

    @Test
    void golangMigratesVersionBeforeTheFirstIsInDoubtWithoutAFile() {
        assertThat(told(match(Tables.of("schema_migrations", "version dirty", "-1|t"), file("1", "1_a.up.sql"))))
                .containsExactly("-1 in doubt", "1 pending");
    }

    /** The numbers are those of its own function for the command line and for the library. */
    @Test
    void golangMigratesLocksAreBothTaken() {
        ForeignHistory history = ForeignHistory.in(Tables.of("schema_migrations", "version dirty"))
                .get(0);
        assertThat(history.tool().lockKeys(history.table(), "mydb"))
                .containsExactlyInAnyOrder(616_192_132L, 2_103_762_914L);
    }

    @Test
    void flywaysRowsAreFollowedInTheirOrder() {
        Tables tables = Tables.of(
                "flyway_schema_history",
                FLYWAY,
                "0||<< Flyway Schema Creation >>|SCHEMA|\"app\"||2026|t",
                "1|1|one|SQL|V1__one.sql||2026|t",
                "2|2|two|SQL|V2__two.sql||2026|t",
                "3|2|two|UNDO_SQL|U2__two.sql||2026|t",
                "4|3|three|SQL|V3__three.sql||2026|f",
                "5|3|three|SQL|V3__three.sql||2026|t",
                "6|4|four|JDBC|db.V4__four||2026|t",
                "7|5|five|NEVER_HEARD_OF|V5__five.sql||2026|t",
                "-100||flyway-lock||||2026|t");
        assertThat(told(match(
                        tables,
                        file("1", "V1__one.sql"),
                        file("2", "V2__two.sql"),
                        file("3", "V3__three.sql"),
                        file("5", "V5__five.sql"))))
                .containsExactly("1 adopted", "3 adopted", "4 missing", "5 adopted", "2 out of order");
    }

    @Test
    void flywaysLockHasItsNumber() {
        ForeignHistory history =
                ForeignHistory.in(Tables.of("flyway_schema_history", FLYWAY)).get(0);
        assertThat(history.tool().lockKeys(history.table(), "any")).containsExactly(77_433_833_903_597L);
    }

    @Test
    void tablesOfFileNamesAreReadInBothShapes() {
        Tables versions = Tables.of(
                "schema_migrations", "version filename applied_at", "1|001_initial.sql|2026", "2|old_name|2026");
        assertThat(told(match(versions, file("001", "001_initial.sql"), file("002", "002_new_name.sql"))))
                .containsExactly("001_initial.sql adopted", "old_name adopted");
        Tables ids = Tables.of("migrations", "id filename applied_at", "2|002_jobs|2026", "1|001_initial|2026");
        assertThat(told(match(ids, file("001", "001_initial.sql"), file("002", "002_jobs.sql"))))
                .containsExactly("001_initial adopted", "002_jobs adopted");
    }

    @Test
    void aFileOfAnotherDatabaseIsLeftToIt() {
        Tables tables = Tables.of("migrations", "id filename applied_at", "6|006_foundation.cypher|2026");
        assertThat(told(match(tables, file("006", "006_foundation.cypher", "graph"))))
                .containsExactly("006_foundation.cypher elsewhere");
    }

    @Test
    void dbmatesVersionsAreMatched() {
        assertThat(told(match(
                        Tables.of("schema_migrations", "version", "20260101"), file("20260101", "20260101_a.sql"))))
                .containsExactly("20260101 adopted");
    }

    @Test
    void goosesLastRowOfAVersionCounts() {
        Tables tables = Tables.of(
                "goose_db_version", "id version_id is_applied tstamp", "1|0|1|x", "2|1|1|x", "3|2|1|x", "4|2|0|x");
        assertThat(told(match(tables, file("1", "1_a.sql"), file("2", "2_b.sql"))))
                .containsExactly("1 adopted", "2 pending");
    }

    @Test
    void prismasAttemptsAreFoldedByName() {
        String sum = Digests.hex("SHA-256", TEXT);
        Tables tables = Tables.of(
                "_prisma_migrations",
                PRISMA,
                "1_a|old|2026-01-01||2026-01-02",
                "1_a|" + sum + "|2026-01-03|2026-01-04|",
                "2_b|" + sum + "|2026-01-05||",
                "3_c|" + sum + "|2026-01-06||2026-01-07");
        assertThat(told(match(
                        tables,
                        file("1", "1_a/migration.sql"),
                        file("2", "2_b/migration.sql"),
                        file("3", "3_c/migration.sql"))))
                .containsExactly("1_a adopted", "2_b in doubt", "3 pending");
    }

    @Test
    void prismasChecksumSeesAnEdit() {
        Tables tables = Tables.of("_prisma_migrations", PRISMA, "1_a|" + Digests.hex("SHA-256", "x") + "|1|2|");
        assertThat(told(match(tables, file("1", "1_a/migration.sql")))).containsExactly("1_a changed");
        String windows = Digests.hex("SHA-256", TEXT.replace("\n", "\r\n"));
        Tables converted = Tables.of("_prisma_migrations", PRISMA, "1_a|" + windows + "|1|2|");
        assertThat(told(match(converted, file("1", "1_a/migration.sql")))).containsExactly("1_a adopted");
    }

    @Test
    void drizzlesRowsAreFoundByHashAndThenByPlace() {
        Tables tables = Tables.in(
                "drizzle",
                "__drizzle_migrations",
                "id hash created_at",
                "1|" + Digests.hex("SHA-256", TEXT) + "|100",
                "2|edited|200");
        Migration second = new Migration(
                MigrationId.of(Version.of("1")),
                MigrationKind.VERSIONED,
                "test",
                "main",
                Scripts.postgres("0001_b.sql", "SELECT 3;"),
                Optional.empty());
        assertThat(told(match(tables, file("0", "0000_a.sql"), second)))
                .containsExactly("created_at 100 adopted", "created_at 200 changed");
    }

    @Test
    void supabasesStatementsAreCompared() {
        Tables tables = Tables.in(
                "supabase_migrations",
                "schema_migrations",
                "version statements name",
                "1|SELECT 1;\nSELECT 2;\n|a",
                "2|other|b");
        assertThat(match(tables, file("1", "1_a.sql"), file("2", "2_b.sql")).findings())
                .extracting(Adoption.Finding::verdict)
                .containsExactly(Verdict.EQUAL, Verdict.NOT_VERIFIABLE);
    }

    @Test
    void atlasGoesOnWhereItStopped() {
        Tables tables = Tables.in(
                "atlas_schema_revisions",
                "atlas_schema_revisions",
                ATLAS,
                "1|2|2|2|||h|2026",
                "2|2|1|2|it broke|SELECT 2|h|2026");
        Adoption adoption = match(tables, file("1", "1_a.sql"), file("2", "2_b.sql"));
        assertThat(told(adoption)).containsExactly("1 adopted", "2 resumed");
        Attempt half = adoption.attempts().get(1);
        assertThat(half.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(half.statementsDone()).isEqualTo(1);
        assertThat(half.journal()).contains(Scripts.postgres("x", TEXT).checksumOfFirst(1));
        assertThat(half.error()).contains("it broke");
    }

    @Test
    void atlasIsInDoubtWhereItCountsOtherwise() {
        Tables tables =
                Tables.of("atlas_schema_revisions", ATLAS, "1|2|1|3|it broke|x|h|2026", "2|2|0|2|it broke|x|h|2026");
        assertThat(told(match(tables, file("1", "1_a.sql"), file("2", "2_b.sql"))))
                .containsExactly("1 in doubt", "2 pending");
    }

    @Test
    void atlasBaselineIsABaseline() {
        Tables tables = Tables.of(
                "atlas_schema_revisions", ATLAS, ".atlas_cloud_identifier|2|0|0|||h|2026", "2|1|0|0|||h|2026");
        Adoption adoption = match(tables, file("1", "1_a.sql"), file("2", "2_b.sql"), file("3", "3_c.sql"));
        assertThat(told(adoption)).containsExactly("2 baseline", "3 pending");
        assertThat(adoption.attempts()).extracting(Attempt::outcome).containsExactly(Outcome.BASELINE);
    }

    @Test
    void alembicsHeadStandsForAllBeforeIt() {
        Tables tables = Tables.of("alembic_version", "version_num", "ae1027a6acf");
        assertThat(told(match(
                        tables,
                        file("1", "1_first.sql"),
                        file("2", "2_ae1027a6acf_add.sql"),
                        file("3", "3_later.sql"))))
                .containsExactly("1 adopted", "ae1027a6acf adopted", "3 pending");
        assertThat(told(match(tables, file("1", "1_first.sql")))).containsExactly("ae1027a6acf missing", "1 pending");
    }

    @Test
    void hasurasVersionsAreReadInBothForms() {
        Migration[] files = {
            file("1768383000000", "1768383000000_a/up.sql"), file("1768383000001", "1768383000001_b/up.sql")
        };
        Tables rows =
                Tables.in("hdb_catalog", "schema_migrations", "version dirty", "1768383000000|f", "1768383000001|t");
        assertThat(told(match(rows, files))).containsExactly("1768383000000 adopted", "1768383000001 in doubt");
        Tables state = Tables.in(
                "hdb_catalog",
                "hdb_version",
                "hasura_uuid cli_state",
                "x|{\"settings\": {\"a\": \"b\"}, \"migrations\": {\"default\": {\"1768383000000\": false}}}");
        assertThat(told(match(state, files))).containsExactly("1768383000000 adopted", "1768383000001 pending");
    }

    @Test
    void namesOfNodePgMigrateAndTypeOrmAreMatched() {
        Tables pgm = Tables.of("pgmigrations", "id name run_on", "1|1680000000000_users|2026");
        assertThat(told(match(pgm, file("1680000000000", "1680000000000_users.sql"))))
                .containsExactly("1680000000000_users adopted");
        Tables typeorm = Tables.of("migrations", "id timestamp name", "1|1680000000000|Users1680000000000");
        assertThat(told(match(typeorm, file("1680000000000", "1680000000000_users.sql"))))
                .containsExactly("Users1680000000000 adopted");
    }

    @Test
    void sqitchsScriptsAreToldByTheirHash() {
        Tables tables = Tables.in(
                "sqitch",
                "changes",
                "change_id script_hash change project committed_at",
                "x|" + Digests.hex("SHA-1", TEXT) + "|users|p|2026-01-01",
                "y|other|jobs|p|2026-01-02");
        assertThat(told(match(tables, file("1", "deploy/users.sql"), file("2", "deploy/jobs.sql"))))
                .containsExactly("users adopted", "jobs changed");
    }

    @Test
    void tablesOfOtherShapesAreNobodys() {
        assertThat(ForeignHistory.in(Tables.of("migrations", "id migration batch", "1|a|1")
                        .and("public", "schema_migrations", "a b", "1|2")
                        .and("public", "changes", "id text", "1|2")))
                .isEmpty();
    }

    @Test
    void historiesInOtherSchemasAreNotOurs() {
        assertThat(ForeignHistory.in(Tables.in("auth", "schema_migrations", "version", "1")))
                .noneMatch(ForeignHistory::isOurs);
        assertThat(ForeignHistory.in(Tables.in("supabase_migrations", "schema_migrations", "version statements name")))
                .allMatch(ForeignHistory::isOurs);
    }
}
