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
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

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
                .layer("database")
                .definedBy("dev.whimbrel.database..")
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
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("run", "report", "façade")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("database", "run", "report", "façade")
                .whereLayer("history")
                .mayOnlyBeAccessedByLayers("plan", "database", "run", "report", "façade")
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
                                "dev.whimbrel..", "java..", "org.jspecify..", "org.slf4j..")
                        .test(type)))
                .check(CLASSES);
    }

    @Test
    void driversAreKnownOnlyInTheirModules() {
        onlyIn("org.postgresql..", "dev.whimbrel.postgres..", "dev.whimbrel.testkit..")
                .check(CLASSES);
        onlyIn("org.sqlite..", "dev.whimbrel.sqlite..").check(CLASSES);
        onlyIn("picocli..", "dev.whimbrel.cli..").check(CLASSES);
        onlyIn("com.fasterxml..", "dev.whimbrel.cli.output..").check(CLASSES);
        onlyIn("org.snakeyaml..", "dev.whimbrel.cli.settings..").check(CLASSES);
    }

    @Test
    void databasesKnowNothingOfEachOtherNorOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("dev.whimbrel.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.whimbrel.sqlite..", "dev.whimbrel.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.whimbrel.sqlite..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.whimbrel.postgres..", "dev.whimbrel.cli..")
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
                        "dev.whimbrel.error..")
                .as("the core");
    }
}
