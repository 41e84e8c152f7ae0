package dev.patchbay.generation.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineReport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("torch")
class DevicesTest {

    /** Every tensor goes where the run is: no other class can name a device. */
    @Test
    void onlyDevicesNamesADevice() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.patchbay.generation");
        for (String maker : List.of("cpu", "gpu")) {
            noClasses().that().doNotHaveSimpleName("Devices").should().callMethod(Device.class, maker).check(classes);
        }
        noClasses().that().doNotHaveSimpleName("Devices").should().callMethod(Device.class, "gpu", int.class).check(classes);
        noClasses().that().doNotHaveSimpleName("Devices").should().callMethod(Device.class, "of", String.class, int.class).check(classes);
        noClasses().that().doNotHaveSimpleName("Devices").should().callMethod(Device.class, "fromName", String.class).check(classes);
    }

    /** The random numbers are the processor's on every device, so that a seed means one clip; nothing else is. */
    @Test
    void onlyTheRandomKernelsNameTheProcessor() throws IOException, URISyntaxException {
        Path folder = Path.of(Devices.class.getResource("random.torchscript").toURI()).getParent().getParent();
        try (Stream<Path> kernels = Files.walk(folder).filter(file -> file.toString().endsWith(".torchscript"))) {
            List<Path> named = kernels.filter(file -> read(file).contains("torch.device") || read(file).contains("cpu")).toList();
            assertThat(named).extracting(file -> file.getFileName().toString()).containsExactly("random.torchscript");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void automaticChoosesWhatIsThere() throws Exception {
        assertThat(Devices.name(Devices.choose(DeviceChoice.CPU))).isEqualTo("cpu");
        assertThat(Devices.available()).startsWith("cpu").contains(Devices.name(Devices.choose(DeviceChoice.AUTO)));
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedInOneSentence() {
        EngineReport report = TorchEngine.report();
        assumeThat(report.devices()).as("this machine has no accelerator").containsExactly("cpu");
        assertThatThrownBy(() -> Devices.choose(DeviceChoice.CUDA))
                .hasMessage("This machine offers PyTorch no CUDA device; \"patchbay doctor\" says what is missing.");
        assertThatThrownBy(() -> Devices.choose(DeviceChoice.MPS))
                .hasMessage("This machine offers PyTorch no MPS device (Apple silicon); choose another device.");
        assertThat(report.missingForCuda()).isNotEmpty();
    }
}
