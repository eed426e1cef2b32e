package dev.gopherscope;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of packages in ARCHITECTURE.md, as rules. */
@AnalyzeClasses(packages = "dev.gopherscope", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SIM = "dev.gopherscope.sim";

    @ArchTest
    static final ArchRule the_simulator_knows_nothing_of_jupyter_jshell_or_charts = noClasses()
            .that()
            .resideInAnyPackage(SIM + "..", "dev.gopherscope.golang..", "dev.gopherscope.modules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gopherscope.kernel..",
                    "dev.gopherscope.charts..",
                    "jdk.jshell..",
                    "org.zeromq..",
                    "com.fasterxml..",
                    "org.knowm..",
                    "tech.tablesaw..",
                    "java.awt..",
                    "javax.swing..");

    @ArchTest
    static final ArchRule the_engine_knows_nothing_of_go = noClasses()
            .that()
            .resideInAPackage(SIM + ".engine..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SIM + "..").and(not(resideInAnyPackage(SIM + ".engine.."))));

    @ArchTest
    static final ArchRule memory_does_no_scheduling = noClasses()
            .that()
            .resideInAPackage(SIM + ".memory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIM, SIM + ".sched..", SIM + ".sync..", SIM + ".context..", SIM + ".gc..");

    @ArchTest
    static final ArchRule the_recorder_never_touches_the_machine = noClasses()
            .that()
            .resideInAPackage(SIM + ".observe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SIM,
                    SIM + ".sched..",
                    SIM + ".memory..",
                    SIM + ".gc..",
                    SIM + ".sync..",
                    SIM + ".context..",
                    SIM + ".stack..");

    /** The laboratory is made of programs, so it uses the façade as a cell does. */
    @ArchTest
    static final ArchRule the_runtime_does_not_know_its_facade = noClasses()
            .that()
            .resideInAPackage(SIM + ".(*)..")
            .and()
            .resideOutsideOfPackage(SIM + ".lab..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIM)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule wall_clocks_and_identity_hashes_stay_out_of_the_simulator = noClasses()
            .that()
            .resideInAPackage(SIM + "..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule only_the_wire_knows_zeromq = classes()
            .that()
            .resideInAPackage("org.zeromq..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("org.zeromq..", "zmq..", "dev.gopherscope.kernel.wire..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_protocol_knows_no_language = noClasses()
            .that()
            .resideInAPackage("dev.gopherscope.kernel.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jdk.jshell..", "dev.gopherscope.kernel.engine..", SIM + "..", "dev.gopherscope.charts..");

    @ArchTest
    static final ArchRule the_wire_knows_no_language = noClasses()
            .that()
            .resideInAPackage("dev.gopherscope.kernel.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gopherscope.kernel.engine..", "jdk.jshell..");

    @ArchTest
    static final ArchRule the_language_engine_knows_no_zeromq = noClasses()
            .that()
            .resideInAPackage("dev.gopherscope.kernel.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "dev.gopherscope.kernel.wire..");

    @ArchTest
    static final ArchRule charts_read_views_only = noClasses()
            .that()
            .resideInAPackage("dev.gopherscope.charts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SIM + ".engine..",
                    SIM + ".memory..",
                    SIM + ".gc..",
                    SIM + ".sched..",
                    SIM + ".sync..",
                    "dev.gopherscope.kernel.engine..",
                    "dev.gopherscope.kernel.wire..",
                    "dev.gopherscope.kernel.protocol..");

    @ArchTest
    static final ArchRule widgets_know_messages_and_displays_only = noClasses()
            .that()
            .resideInAPackage("dev.gopherscope.kernel.widget..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gopherscope.sim..",
                    "dev.gopherscope.charts..",
                    "dev.gopherscope.kernel.engine..",
                    "dev.gopherscope.kernel.magic..",
                    "dev.gopherscope.kernel.lesson..",
                    "dev.gopherscope.kernel.wire..",
                    "dev.gopherscope.kernel.cli..");

    @ArchTest
    static final ArchRule the_packages_of_the_simulator_form_no_cycle =
            slices().matching(SIM + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_packages_of_the_kernel_form_no_cycle =
            slices().matching("dev.gopherscope.kernel.(*)..").should().beFreeOfCycles();
}
