package dev.patchbay.generation.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.generation.cogvideox.Reference;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("torch")
class TorchEngineTest {

    @TempDir
    private Path empty;

    @Test
    void theReportSaysWhatWasFound() {
        EngineReport report = TorchEngine.report();
        assertThat(report.isUsable()).isTrue();
        assertThat(report.name()).isEqualTo("PyTorch");
        assertThat(report.version()).matches("\\d+\\.\\d+.*");
        assertThat(Path.of(report.library())).isDirectory();
        assertThat(report.threads()).isPositive();
        report.missingForCuda()
                .forEach(message -> assertThat(message.text(Locale.SIMPLIFIED_CHINESE)).isNotEqualTo(message.text(Locale.ENGLISH)));
    }

    @Test
    void withoutNativesTheReportAndTheFactorySayWhyAndNothingThrows() throws Exception {
        assertThat(otherJvm(Map.of()))
                .contains("usable false")
                .contains("problem The PyTorch library could not be loaded, so no preview can be made: ")
                .contains("described 9 frames")
                .contains("load GenerationException The PyTorch library could not be loaded, so no preview can be made: ");
    }

    @Test
    void aLibraryOfOnesOwnIsUsedWhenItIsNamed() throws Exception {
        String library = TorchEngine.report().library();
        assertThat(otherJvm(Map.of("PYTORCH_LIBRARY_PATH", library, "PYTORCH_FLAVOR", "cpu")))
                .contains("usable true")
                .contains("library " + library)
                .contains("described 9 frames")
                .contains("loaded on ")
                .doesNotContain("GenerationException");
    }

    /** What {@link OtherJvm} prints, without the natives on the class path; in a JVM of its own, because a JVM loads the engine once. */
    private String otherJvm(Map<String, String> environment) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("pytorch-native") && !entry.contains("pytorch-jni"))
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = empty.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(), "--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-Duser.language=en", "-DENGINE_CACHE_DIR=" + empty,
                "-cp", classPath,
                OtherJvm.class.getName()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        int exit = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(text).isZero();
        return text;
    }

    /** Main class of the other JVM. */
    public static final class OtherJvm {

        private OtherJvm() {}

        public static void main(String[] args) throws Exception {
            EngineReport report = TorchEngine.report();
            System.out.println("usable " + report.isUsable());
            System.out.println("library " + report.library());
            report.problems().forEach(problem -> System.out.println("problem " + problem));
            try (Reference reference = new Reference("cogvideox-5b")) {
                CogVideoXPipelineFactory factory = new CogVideoXPipelineFactory(Reference.opener());
                System.out.println("described " + factory.describe(ModelSource.of(reference.folder())).frames() + " frames");
                try (VideoPipeline pipeline = factory.load(ModelSource.of(reference.folder()), EngineChoice.on(DeviceChoice.AUTO))) {
                    System.out.println("loaded on " + pipeline.info().device());
                }
            } catch (IOException e) {
                System.out.println("load " + e.getClass().getSimpleName() + " " + e.getMessage());
            }
        }
    }
}
