package org.zenotisync.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.LastGroupRepository;
import org.zenotisync.cycle.Failures;
import org.zenotisync.ops.OpenTelemetrySpans;
import org.zenotisync.ops.SyncMeters;

/** The packages, which of them may know which, and who may know a framework or a database. */
class LayersTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.zenotisync");

    private static final DescribedPredicate<JavaClass> OF_THE_PROGRAM =
            resideInAnyPackage("org.zenotisync.cli..", "org.zenotisync.quarkus..", "org.zenotisync.web..");

    // spotless:off: a line for each layer

    /** Every package and the ones that it may know, bottom up. No package knows a database: they are found as services. */
    @Test
    void arrowsBetweenPackagesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture()
                .layer("model").definedBy("org.zenotisync.model")
                .layer("warehouse").definedBy("org.zenotisync.warehouse")
                .layer("databases").definedBy("org.zenotisync.warehouse.*")
                .layer("privacy").definedBy("org.zenotisync.privacy")
                .layer("feed").definedBy("org.zenotisync.feed")
                .layer("csv").definedBy("org.zenotisync.feed.csv")
                .layer("snapshot").definedBy("org.zenotisync.feed.snapshot")
                .layer("ddl").definedBy("org.zenotisync.schema.ddl")
                .layer("config").definedBy("org.zenotisync.config")
                .layer("s3").definedBy("org.zenotisync.s3")
                .layer("checkpoint").definedBy("org.zenotisync.checkpoint")
                .layer("schema").definedBy("org.zenotisync.schema")
                .layer("merge").definedBy("org.zenotisync.merge")
                .layer("stage").definedBy("org.zenotisync.stage")
                .layer("consume").definedBy("org.zenotisync.consume")
                .layer("event").definedBy("org.zenotisync.event")
                .layer("status").definedBy("org.zenotisync.status")
                .layer("cycle").definedBy("org.zenotisync.cycle")
                .layer("verify").definedBy("org.zenotisync.verify")
                .layer("announce").definedBy("org.zenotisync.announce")
                .layer("ops").definedBy("org.zenotisync.ops")
                .layer("routes").definedBy("org.zenotisync.routes")
                .layer("quarkus").definedBy("org.zenotisync.quarkus")
                .layer("web").definedBy("org.zenotisync.web")
                .layer("cli").definedBy("org.zenotisync.cli")
                .whereLayer("model").mayNotAccessAnyLayer()
                .whereLayer("warehouse").mayOnlyAccessLayers("model")
                .whereLayer("databases").mayOnlyAccessLayers("model", "warehouse")
                .whereLayer("databases").mayNotBeAccessedByAnyLayer()
                .whereLayer("privacy").mayOnlyAccessLayers("model", "warehouse")
                .whereLayer("feed").mayOnlyAccessLayers("model")
                .whereLayer("csv").mayOnlyAccessLayers("model", "warehouse")
                .whereLayer("ddl").mayOnlyAccessLayers("model")
                .whereLayer("config").mayOnlyAccessLayers("model", "feed", "csv", "warehouse", "privacy")
                .whereLayer("s3").mayOnlyAccessLayers("config", "feed", "warehouse")
                .whereLayer("snapshot").mayOnlyAccessLayers("model", "feed", "s3")
                .whereLayer("checkpoint").mayOnlyAccessLayers("model", "warehouse")
                .whereLayer("schema").mayOnlyAccessLayers(
                        "model", "config", "privacy", "feed", "csv", "s3", "ddl", "warehouse")
                // merge knows no files and no S3, and with stage neither checkpoints nor the manifest
                .whereLayer("merge").mayOnlyAccessLayers("model", "warehouse")
                .whereLayer("stage").mayOnlyAccessLayers(
                        "model", "config", "privacy", "feed", "csv", "snapshot", "s3", "warehouse", "merge")
                .whereLayer("consume")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "privacy",
                        "feed",
                        "csv",
                        "schema",
                        "checkpoint",
                        "warehouse",
                        "stage",
                        "merge")
                .whereLayer("event").mayOnlyAccessLayers("model", "checkpoint", "stage", "consume")
                .whereLayer("status").mayOnlyAccessLayers("model", "checkpoint", "consume", "event")
                .whereLayer("cycle")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "privacy",
                        "feed",
                        "s3",
                        "schema",
                        "stage",
                        "merge",
                        "consume",
                        "checkpoint",
                        "warehouse",
                        "event",
                        "status")
                .whereLayer("verify")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "privacy",
                        "feed",
                        "csv",
                        "snapshot",
                        "s3",
                        "schema",
                        "stage",
                        "merge",
                        "consume",
                        "checkpoint",
                        "warehouse",
                        "event",
                        "cycle")
                .whereLayer("announce")
                .mayOnlyAccessLayers(
                        "model", "feed", "stage", "merge", "consume", "checkpoint", "warehouse", "event")
                .whereLayer("ops")
                .mayOnlyAccessLayers(
                        "model", "config", "feed", "announce", "stage", "consume", "checkpoint", "event", "cycle", "status")
                .whereLayer("routes")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "privacy",
                        "feed",
                        "s3",
                        "schema",
                        "stage",
                        "merge",
                        "consume",
                        "checkpoint",
                        "warehouse",
                        "event",
                        "status",
                        "cycle",
                        "verify",
                        "announce",
                        "ops")
                // ops for the hints only, which name what routes and JMX use by name
                .whereLayer("quarkus")
                .mayOnlyAccessLayers("config", "feed", "s3", "event", "cycle", "ops", "routes", "warehouse")
                .whereLayer("web")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "feed",
                        "schema",
                        "stage",
                        "consume",
                        "checkpoint",
                        "event",
                        "status",
                        "cycle",
                        "routes")
                .whereLayer("cli")
                .mayOnlyAccessLayers(
                        "model",
                        "config",
                        "privacy",
                        "feed",
                        "schema",
                        "stage",
                        "merge",
                        "consume",
                        "checkpoint",
                        "event",
                        "status",
                        "cycle",
                        "verify",
                        "routes",
                        "web",
                        "quarkus")
                .check(CLASSES);
    }

    // spotless:on

    @Test
    void thereAreNoCyclesBetweenPackages() {
        slices().matching("org.zenotisync.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCompilerChecksEveryPackageForNull() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackage)
                        .filter(packageOfClass -> !packageOfClass.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .distinct())
                .as("packages whose package-info.java lacks @NullMarked")
                .isEmpty();
    }

    @Test
    void onlyTheProgramKnowsQuarkusAndItsLibraries() {
        noClasses()
                .that(DescribedPredicate.not(OF_THE_PROGRAM))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.agroal..",
                        "io.vertx..",
                        "com.arjuna..",
                        "jakarta..",
                        "org.apache.camel.quarkus..",
                        "org.eclipse.microprofile..",
                        "picocli..")
                .because("the plain jar runs in any Camel context")
                .check(CLASSES);
    }

    @Test
    void onlyItsWarehouseKnowsDuckDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.zenotisync.warehouse.duckdb")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWarehousesThatSpeakItsProtocolKnowPostgres() {
        noClasses()
                .that(resideOutsideOfPackages("org.zenotisync.warehouse.postgres", "org.zenotisync.warehouse.redshift"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void onlyItsWarehouseKnowsMariaDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.zenotisync.warehouse.mariadb")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mariadb..")
                .check(CLASSES);
    }

    /** They may be in class loaders of their own. */
    @Test
    void nobodyKnowsTheDriversOfSqlServerAndMySql() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.microsoft.sqlserver..", "microsoft.sql..", "com.mysql..")
                .check(CLASSES);
    }

    @Test
    void onlyTheMetersKnowMicrometer() {
        noClasses()
                .that(are(DescribedPredicate.not(belongToAnyOf(SyncMeters.class))))
                .and()
                // those that it makes
                .doNotHaveSimpleName("TableMeters")
                .and()
                .doNotHaveSimpleName("MeterNames")
                .and()
                .doNotHaveSimpleName("EventMeters")
                .and()
                .resideOutsideOfPackage("org.zenotisync.quarkus")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(SyncMeters.class))
                .because("a Camel application need not have Micrometer")
                .check(CLASSES);
    }

    @Test
    void onlyTheSpansKnowOpenTelemetry() {
        noClasses()
                .that(are(DescribedPredicate.not(belongToAnyOf(OpenTelemetrySpans.class))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(OpenTelemetrySpans.class))
                .because("a Camel application need not have OpenTelemetry")
                .check(CLASSES);
    }

    @Test
    void onlyTheRoutesKnowCamel() {
        noClasses()
                .that(resideOutsideOfPackages("org.zenotisync.routes", "org.zenotisync.quarkus"))
                // an idempotent repository, and what Camel wraps failures in
                .and(are(DescribedPredicate.not(belongToAnyOf(LastGroupRepository.class, Failures.class))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void theTextOfAFailureKnowsOnlyCamelsExceptions() {
        noClasses()
                .that(belongToAnyOf(Failures.class))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.camel..")
                        .and(DescribedPredicate.not(
                                belongToAnyOf(RuntimeCamelException.class, CamelExchangeException.class))))
                .check(CLASSES);
    }

    @Test
    void onlyThePackageS3AndTheRoutesKnowTheClientOfS3() {
        noClasses()
                .that(resideOutsideOfPackages("org.zenotisync.s3", "org.zenotisync.routes", "org.zenotisync.quarkus"))
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk..")
                        .and(DescribedPredicate.not(resideInAPackage("software.amazon.awssdk.core.exception"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                CLASSES.that(DescribedPredicate.not(resideInAPackage("org.zenotisync.cli.."))));
    }
}
