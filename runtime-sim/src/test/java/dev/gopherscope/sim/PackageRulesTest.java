package dev.gopherscope.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The parts of the simulator depend on each other in one direction only. */
class PackageRulesTest {
    private static final String SIM = "dev.gopherscope.sim";
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SIM);
    private static final String GOLANG = "dev.gopherscope.golang";
    private final JavaClasses frontEnd = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(GOLANG);

    private void knowsOnly(String part, String... others) {
        String[] forbidden = new String[] {
            "engine", "observe", "version", "sched", "sync", "memory", "stack", "gc", "context", "export"
        };
        for (String other : forbidden) {
            if (!other.equals(part) && !java.util.List.of(others).contains(other)) {
                noClasses()
                        .that()
                        .resideInAPackage(SIM + "." + part)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SIM + "." + other, SIM)
                        .check(classes);
            }
        }
    }

    @Test
    void theEngineKnowsNothingOfGo() {
        knowsOnly("engine");
    }

    @Test
    void theRecorderReadsEventsOnly() {
        knowsOnly("observe");
    }

    @Test
    void exportersReadWhatWasRecordedAndMeasured() {
        knowsOnly("export", "observe", "sched");
    }

    @Test
    void theSchedulerStandsOnTheEngine() {
        knowsOnly("sched", "engine", "observe", "version", "stack");
    }

    @Test
    void syncIsBuiltOnTheSchedulerOnly() {
        knowsOnly("sync", "sched", "engine", "observe", "version", "stack");
    }

    @Test
    void contextsAreBuiltOnSyncAndTimersOnly() {
        knowsOnly("context", "sync", "sched", "memory", "stack", "engine", "observe", "version");
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching(SIM + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theSimulatorKnowsNothingOfTheFrontEnd() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GOLANG + "..")
                .check(classes);
    }

    @Test
    void syntaxAndTypesKnowNothingOfTheSimulatorNorOfWhatIsBuiltOnThem() {
        noClasses()
                .that()
                .resideInAPackage(GOLANG + ".syntax")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SIM + "..", GOLANG + ".types..", GOLANG + ".escape..", GOLANG + ".stub..")
                .check(frontEnd);
        noClasses()
                .that()
                .resideInAPackage(GOLANG + ".types")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SIM + "..", GOLANG + ".escape..", GOLANG + ".stub..")
                .check(frontEnd);
    }

    @Test
    void noTwoPartsOfTheFrontEndNeedEachOther() {
        slices().matching(GOLANG + ".(*)..").should().beFreeOfCycles().check(frontEnd);
    }

    @Test
    void modulesAndBuildsKnowNothingOfTheSimulatorAndFormNoCycle() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.gopherscope.modules", "dev.gopherscope.build");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SIM + "..", GOLANG + ".types..", GOLANG + ".escape..", GOLANG + ".stub..")
                .check(classes);
        slices().matching("dev.gopherscope.modules.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
