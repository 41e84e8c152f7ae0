package dev.patchbay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.controlsfx.control.CheckComboBox;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.SearchableComboBox;
import org.controlsfx.control.SegmentedButton;
import org.controlsfx.control.StatusBar;

/** Controls that ControlsFX keeps well are taken from there; what it offers is not built once more. */
@AnalyzeClasses(packages = "dev.patchbay.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class ToolkitTest {

    private static final Set<Class<?>> TAKEN =
            Set.of(CheckComboBox.class, NotificationPane.class, SearchableComboBox.class, SegmentedButton.class, StatusBar.class);

    @ArchTest
    static void theWindowUsesTheControlsOfControlsFx(JavaClasses window) {
        Set<String> used = window.stream()
                .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName())
                .collect(Collectors.toSet());
        assertThat(used).containsAll(TAKEN.stream().map(Class::getName).toList());
    }

    /** Its skins are no API, and some need internals of JavaFX. */
    @ArchTest
    static final ArchRule NOBODY_USES_ITS_INSIDE =
            noClasses().should().dependOnClassesThat(resideInAPackage("impl.org.controlsfx.."));
}
