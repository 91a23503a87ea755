package io.grafanakeeper;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the directions of CONTRIBUTING.md: which folder may know which. */
class ArchitectureTest {
    private static final String ROOT = "io.grafanakeeper";
    private static final List<String> JOBS = List.of(
            "backup",
            "restore",
            "compare",
            "retention",
            "verify",
            "export",
            "rotation",
            "queries",
            "orgs",
            "dashboards",
            "events",
            "targets",
            "openapi");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void seesTheMainClasses() {
        assertFalse(MAIN.isEmpty());
        assertFalse(MAIN.contain(ArchitectureTest.class));
    }

    @Test
    void foldersFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void jobsDoNotImportEachOther() {
        for (String job : JOBS) {
            String[] others = JOBS.stream()
                    .filter(other -> !other.equals(job))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(ROOT + "." + job + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .allowEmptyShould(true)
                    .because("a job tells its whole story; what two jobs share sits below them")
                    .check(MAIN);
        }
    }

    @Test
    void onlyTheAdaptersAndTheRootKnowAzuresClients() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".azure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.azure..")
                .check(MAIN);
    }

    @Test
    void onlyTheRootKnowsTheAdaptersAndNothingKnowsTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".azure..")
                .check(MAIN);
    }

    @Test
    void whatStandsBelowTheJobsKnowsNoJob() {
        noClasses()
                .that()
                .resideOutsideOfPackages(jobsAnd(ROOT, ROOT + ".azure.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(jobsAnd())
                .check(MAIN);
    }

    @Test
    void theClientOfGrafanaKnowsNothingButJson() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".grafana..")
                .should()
                .onlyDependOnClassesThat(outside().or(resideInAnyPackage(below("grafana", "json", "concurrent"))))
                .check(MAIN);
    }

    @Test
    void onlyTriggersAndTheirAnswersKnowTheFunctionsTypes() {
        noClasses()
                .that()
                .resideOutsideOfPackages(jobsAnd(ROOT, ROOT + ".runs.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.microsoft.azure.functions..")
                .check(MAIN);
    }

    @Test
    void triggersArePublicFinalClassesOfMethodsWithOneName() {
        methods()
                .that()
                .areAnnotatedWith(FunctionName.class)
                .should()
                .bePublic()
                .andShould()
                .beDeclaredInClassesThat()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .beDeclaredInClassesThat()
                .arePublic()
                .andShould()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Functions")
                .check(MAIN);
    }

    @Test
    void nothingIsInjectedIntoFieldsOrKeptInStaticOnesThatChange() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(MAIN);
        fields().that().areStatic().should().beFinal().check(MAIN);
    }

    @Test
    void nothingPrintsOrSleepsOnAClockOfItsOwn() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("a Clock is injected wherever time decides")
                .check(MAIN);
    }

    /** Returns the folders of all jobs, and some more. */
    private static String[] jobsAnd(String... others) {
        return Stream.concat(JOBS.stream().map(job -> ROOT + "." + job + ".."), Arrays.stream(others))
                .toArray(String[]::new);
    }

    private static String[] below(String... folders) {
        return Arrays.stream(folders).map(folder -> ROOT + "." + folder + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> outside() {
        return DescribedPredicate.not(resideInAPackage(ROOT + ".."))
                .and(DescribedPredicate.not(resideInAnyPackage("com.azure..", "com.microsoft..")));
    }
}
