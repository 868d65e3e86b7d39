package dev.whimbrel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.Architectures;
import dev.whimbrel.cli.Main;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house. */
class HouseTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.whimbrel");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.whimbrel.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** From the values at the bottom to the façade at the top; who stands lower knows nothing of who stands higher. */
    @Test
    void packagesOfTheCorePointDownwards() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("façade")
                .definedBy("dev.whimbrel")
                .layer("report")
                .definedBy("dev.whimbrel.report")
                .layer("run")
                .definedBy("dev.whimbrel.run")
                .layer("adopt")
                .definedBy("dev.whimbrel.adopt")
                .layer("database")
                .definedBy("dev.whimbrel.database..")
                .layer("backfill")
                .definedBy("dev.whimbrel.backfill")
                .layer("plan")
                .definedBy("dev.whimbrel.plan")
                .layer("history")
                .definedBy("dev.whimbrel.history")
                .layer("source")
                .definedBy("dev.whimbrel.source..")
                .layer("migration")
                .definedBy("dev.whimbrel.migration")
                .layer("error")
                .definedBy("dev.whimbrel.error")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("façade")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("report", "façade")
                .whereLayer("adopt")
                .mayOnlyBeAccessedByLayers("façade")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("adopt", "run", "report", "façade")
                .whereLayer("backfill")
                .mayOnlyBeAccessedByLayers("database", "run", "report", "façade")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("database", "run", "report", "façade")
                .whereLayer("history")
                .mayOnlyBeAccessedByLayers("adopt", "plan", "database", "run", "report", "façade")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("façade")
                .whereLayer("migration")
                .mayOnlyAccessLayers("error")
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNothingButTheJdk() {
        noClasses()
                .that(are(inCore()))
                .should()
                .dependOnClassesThat(describe("are outside the JDK, JSpecify and SLF4J", type -> !resideInAnyPackage(
                                "dev.whimbrel..", "java..", "javax.sql..", "org.jspecify..", "org.slf4j..")
                        .test(type)))
                .check(CLASSES);
    }

    @Test
    void driversAreKnownOnlyInTheirModules() {
        onlyIn("org.postgresql..", "dev.whimbrel.postgres..", "dev.whimbrel.testkit..")
                .check(CLASSES);
        onlyIn("org.sqlite..", "dev.whimbrel.sqlite..").check(CLASSES);
        onlyIn("org.neo4j..", "dev.whimbrel.neo4j..", "dev.whimbrel.spring..").check(CLASSES);
        onlyIn("redis.clients..", "dev.whimbrel.redis..", "dev.whimbrel.testkit..")
                .check(CLASSES);
        onlyIn("picocli..", "dev.whimbrel.cli..", "dev.whimbrel.maven..").check(CLASSES);
        onlyIn("org.apache.maven..", "dev.whimbrel.maven..").check(CLASSES);
        onlyIn(
                        "com.fasterxml.jackson.jr..",
                        "dev.whimbrel.cli.output..",
                        "dev.whimbrel.server..",
                        "dev.whimbrel.testkit.model..")
                .check(CLASSES);
        onlyIn("org.apache.hc..", "dev.whimbrel.server..").check(CLASSES);
        onlyIn("org.springframework..", "dev.whimbrel.spring..").check(CLASSES);
        onlyIn(
                        "com.fasterxml.jackson.core..",
                        "dev.whimbrel.cli.output..",
                        "dev.whimbrel.server..",
                        "dev.whimbrel.embedding..")
                .check(CLASSES);
        onlyIn("ai.onnxruntime..", "dev.whimbrel.embedding.local..").check(CLASSES);
        onlyIn("ai.djl..", "dev.whimbrel.embedding.local..").check(CLASSES);
        onlyIn("com.knuddels..", "dev.whimbrel.embedding.http..").check(CLASSES);
        onlyIn("org.snakeyaml..", "dev.whimbrel.cli.settings..", "dev.whimbrel.yaml..")
                .check(CLASSES);
    }

    @Test
    void databasesKnowNothingOfEachOtherNorOfTheCommandLine() {
        List<String> databases = List.of(
                "dev.whimbrel.postgres..", "dev.whimbrel.sqlite..", "dev.whimbrel.neo4j..", "dev.whimbrel.redis..");
        for (String database : databases) {
            noClasses()
                    .that()
                    .resideInAPackage(database)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(Stream.of("dev.whimbrel.cli.."), databases.stream())
                            .filter(other -> !other.equals(database))
                            .toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void databasesWithoutSqlKnowNothingOfIt() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.whimbrel.neo4j..", "dev.whimbrel.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.whimbrel.database.sql..")
                .check(CLASSES);
    }

    /** Which databases there are is the choice of whoever takes one of these in: drivers come with their modules. */
    @ParameterizedTest
    @ValueSource(strings = {"dev.whimbrel.server", "dev.whimbrel.junit", "dev.whimbrel.spring"})
    void theseKnowNothingButTheCore(String module) {
        noClasses()
                .that()
                .resideInAPackage(module + "..")
                .should()
                .dependOnClassesThat(are(describe(
                        "of our modules and not of the core",
                        (JavaClass type) -> type.getPackageName().startsWith("dev.whimbrel")
                                && !inCore().test(type)
                                && !type.getPackageName().startsWith(module))))
                .check(CLASSES);
    }

    @Test
    void onlyMainTouchesStandardStreams() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    /** The clock of the client may be wrong by days: order and times are the database's, waiting is measured. */
    @Test
    void nobodyWhoMigratesAsksTheClockOfTheClient() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.whimbrel.run..",
                        "dev.whimbrel.plan..",
                        "dev.whimbrel.history..",
                        "dev.whimbrel.database..",
                        "dev.whimbrel.postgres..",
                        "dev.whimbrel.sqlite..",
                        "dev.whimbrel.neo4j..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(describe(
                        "it is now() of java.time",
                        call -> call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getName().equals("now")))
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(ArchConditions.be(describe(
                        "in a @NullMarked package",
                        (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class)
                                || type.getPackage().getName().isEmpty())))
                .check(CLASSES);
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAPackage(library));
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> inCore() {
        return resideInAnyPackage(
                        "dev.whimbrel",
                        "dev.whimbrel.report..",
                        "dev.whimbrel.run..",
                        "dev.whimbrel.database..",
                        "dev.whimbrel.plan..",
                        "dev.whimbrel.history..",
                        "dev.whimbrel.source..",
                        "dev.whimbrel.migration..",
                        "dev.whimbrel.error..",
                        "dev.whimbrel.adopt..",
                        "dev.whimbrel.backfill",
                        "dev.whimbrel.embedding",
                        "dev.whimbrel.embedding.provider..")
                .as("the core");
    }
}
