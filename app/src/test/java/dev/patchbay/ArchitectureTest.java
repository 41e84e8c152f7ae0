package dev.patchbay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The architecture, line by line: who may use whom. */
@AnalyzeClasses(packages = "dev.patchbay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] OUTER = {"dev.patchbay.ui..", "dev.patchbay.cli..", "dev.patchbay.launch.."};

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NEITHER_WINDOW_NOR_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackages(OUTER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.patchbay.ui..", "dev.patchbay.cli..", "dev.patchbay.launch..", "javafx..", "org.controlsfx..", "atlantafx..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_KNOWS_NO_WINDOW =
            noClasses().that().resideInAPackage("dev.patchbay.cli..").should().dependOnClassesThat()
                    .resideInAnyPackage("dev.patchbay.ui..", "dev.patchbay.launch..", "javafx..");

    @ArchTest
    static final ArchRule THE_WINDOW_KNOWS_NO_COMMAND_LINE =
            noClasses().that().resideInAPackage("dev.patchbay.ui..").should().dependOnClassesThat()
                    .resideInAnyPackage("dev.patchbay.cli..", "dev.patchbay.launch..", "picocli..");

    /** Features of the window do not know each other; they share only plumbing. */
    @ArchTest
    static final ArchRule FEATURES_OF_THE_WINDOW_STAND_ALONE = slices()
            .assignedFrom(new WindowFeatures())
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule ONLY_PIPELINES_SEE_THE_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.patchbay.generation.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    /** Requests, steps and frames are plain values, and what makes clips of them is chosen by {@code launch} alone. */
    @ArchTest
    static final ArchRule NOTHING_ELSE_KNOWS_A_FAMILY_OF_VIDEO_MODELS = noClasses()
            .that()
            .resideOutsideOfPackages("dev.patchbay.generation.*..", "dev.patchbay.launch")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.patchbay.generation.*..");

    /** A family uses {@code generation.torch}, and never another family. */
    @ArchTest
    static final ArchRule FAMILIES_OF_VIDEO_MODELS_DO_NOT_KNOW_EACH_OTHER = slices()
            .matching("dev.patchbay.generation.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("dev.patchbay.generation.*.."), resideInAPackage("dev.patchbay.generation.torch.."));

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_SEES_THE_LINEAR_ALGEBRA = noClasses()
            .that()
            .resideOutsideOfPackage("dev.patchbay.lowrank..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.ejml..");

    @ArchTest
    static final ArchRule JSON_STAYS_IN_CODECS = noClasses()
            .that(DescribedPredicate.not(belongToACodec()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.patchbay.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VIEW_MODELS_KNOW_NO_SCENE = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..");

    @ArchTest
    static final ArchRule ONE_WAY_TO_THE_FX_THREAD = noClasses()
            .that()
            .resideOutsideOfPackage("dev.patchbay.ui.fx..")
            .should()
            .callMethodWhere(owner("javafx.application.Platform").and(method("runLater")));

    /** Elsewhere a pipe would be waited for, and a device read without end. */
    @ArchTest
    static final ArchRule FILES_ARE_OPENED_FOR_READING_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.patchbay.files..", "dev.patchbay.video..")
            .should()
            .callMethodWhere(owner("java.nio.file.Files")
                    .and(method("new(InputStream|ByteChannel|BufferedReader)|read(AllBytes|String|AllLines)|lines"))
                    .or(owner("java.nio.channels.FileChannel").and(method("open"))));

    @ArchTest
    static final ArchRule THREADS_ARE_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.patchbay.ui.fx..", "dev.patchbay.launch..")
            .and()
            .doNotHaveFullyQualifiedName("dev.patchbay.task.BackgroundThread")
            .should()
            .callConstructorWhere(owner("java.lang.Thread"))
            .orShould()
            .callMethodWhere(owner("java.lang.Thread").and(method("ofPlatform|ofVirtual|startVirtualThread")));

    @ArchTest
    static final ArchRule NOBODY_PRINTS_PAST_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.patchbay.launch..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule TYPES_ARE_NAMED_FOR_WHAT_THEY_ARE = classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager)");

    private static DescribedPredicate<JavaClass> belongToACodec() {
        return DescribedPredicate.describe("belong to a class named …Codec or …Json", type -> {
            String outer = type.getName().replaceFirst("\\$.*", "");
            return outer.endsWith("Codec") || outer.endsWith("Json");
        });
    }

    private static DescribedPredicate<JavaCall<?>> owner(String type) {
        return DescribedPredicate.describe("on " + type, call -> call.getTargetOwner().getName().equals(type));
    }

    private static DescribedPredicate<JavaCall<?>> method(String name) {
        return DescribedPredicate.describe("of " + name, call -> ((HasName) call.getTarget()).getName().matches(name));
    }

    /** Each folder below {@code ui} that is a feature; plumbing belongs to no slice. */
    private static final class WindowFeatures implements SliceAssignment {

        private static final java.util.Set<String> PLUMBING = java.util.Set.of("fx", "control", "theme", "command", "dialog");

        @Override
        public String getDescription() {
            return "features of the window";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String prefix = "dev.patchbay.ui.";
            if (!type.getPackageName().startsWith(prefix)) {
                return SliceIdentifier.ignore();
            }
            String feature = type.getPackageName().substring(prefix.length()).replaceFirst("\\..*", "");
            return PLUMBING.contains(feature) ? SliceIdentifier.ignore() : SliceIdentifier.of(feature);
        }
    }
}
