package dev.patchbay.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small repository on this machine stands in for Maven Central, and breaks in the ways of networks. */
class GpuInstallationTest {

    private static final String NATIVES = GpuRepository.NATIVES;
    private static final String ENGINE = GpuRepository.ENGINE;

    @TempDir
    private Path folder;

    private final GpuRepository repository = new GpuRepository();
    private final Map<String, byte[]> files = repository.files;
    private final List<String> asked = repository.asked;
    private final byte[] library = repository.library;

    @AfterEach
    void stop() {
        repository.close();
    }

    private GpuInstallation installation() {
        return repository.installation(folder);
    }

    private void install() throws IOException {
        installation().install(Progress.SILENT, Cancellation.NEVER);
    }

    private void isInstalled() throws IOException {
        InstalledLibraries installed = installation().folder().installed(repository.libraries).orElseThrow();
        assertThat(installed.natives().resolve("libtorch.so")).hasBinaryContent(library);
        assertThat(installed.natives()).isDirectoryNotContaining(file -> !file.endsWith("libtorch.so"));
        assertThat(installed.jars()).singleElement().satisfies(jar -> assertThat(jar).hasBinaryContent(files.get(ENGINE)));
        assertThat(folder.resolve("gpu/downloads")).doesNotExist();
    }

    @Test
    void whatIsFetchedIsUnpackedAndTellsClassPathAndVariables() throws IOException {
        install();
        isInstalled();
        InstalledLibraries installed = installation().folder().installed(repository.libraries).orElseThrow();
        String own = String.join(File.pathSeparator, "lib/engine-0.36.0.jar", "lib/patchbay.jar", "classes");
        assertThat(installed.classPath(own))
                .isEqualTo(String.join(File.pathSeparator, installed.jars().getFirst().toString(), "lib/patchbay.jar", "classes"));
        assertThat(installed.environment()).containsEntry("PYTORCH_FLAVOR", "cu124").containsEntry("PYTORCH_VERSION", "2.5.1");
        assertThat(asked).hasSize(2);
        install();
        assertThat(asked).as("nothing is fetched twice").hasSize(2);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
        repository.breakAt = 100_000;
        assertThatThrownBy(this::install)
                .isInstanceOf(GpuException.class)
                .hasMessageContaining("natives-1-here.jar")
                .hasMessageContaining("goes on where it stopped");
        assertThat(installation().folder().installed(repository.libraries)).isEmpty();
        long came = Files.size(folder.resolve("gpu/downloads/natives-1-here.jar.part"));
        assertThat(came).isPositive().isLessThanOrEqualTo(100_000);
        repository.breakAt = Integer.MAX_VALUE;
        install();
        isInstalled();
        assertThat(asked).contains(NATIVES + " bytes=" + came + "-");
    }

    @Test
    void aServerThatKnowsNoRangesSendsAllAgain() throws IOException {
        repository.breakAt = 100_000;
        assertThatThrownBy(this::install).isInstanceOf(GpuException.class);
        repository.breakAt = Integer.MAX_VALUE;
        repository.ranges = false;
        install();
        isInstalled();
    }

    @Test
    void otherBytesAreDeletedAndNeverInstalled() throws IOException {
        byte[] right = files.get(NATIVES);
        byte[] wrong = right.clone();
        wrong[5000] ^= 1;
        files.put(NATIVES, wrong);
        assertThatThrownBy(this::install).hasMessageContaining("natives-1-here.jar is not the file that was expected");
        assertThat(folder.resolve("gpu/downloads/natives-1-here.jar.part")).doesNotExist();
        files.put(NATIVES, right);
        install();
        isInstalled();
    }

    @Test
    void aFileThatIsTooShortOrTooLongIsNotTheFile() throws IOException {
        byte[] right = files.get(NATIVES);
        files.put(NATIVES, Arrays.copyOf(right, 20_000));
        assertThatThrownBy(this::install).hasMessageContaining("natives-1-here.jar broke off at 20000 of " + right.length);
        files.put(NATIVES, Arrays.copyOf(right, right.length + 10));
        assertThatThrownBy(this::install).hasMessageContaining("is not the file that was expected");
        files.put(NATIVES, right);
        install();
        isInstalled();
    }

    @Test
    void aMissingFileAndASilentMachineAreSentences() {
        files.remove(ENGINE);
        assertThatThrownBy(this::install).isInstanceOf(GpuException.class).hasMessageContaining("engine-1.jar could not be fetched");
        repository.close();
        assertThatThrownBy(this::install).isInstanceOf(GpuException.class)
                .hasMessageContaining("could not be fetched from " + repository.url());
    }

    @Test
    void aCancelStopsAndKeepsWhatCame() throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        Progress progress = (done, total, doing) -> stop.set(true);
        assertThatThrownBy(() -> installation().install(progress, stop::get)).isInstanceOf(CancellationException.class);
        install();
        isInstalled();
    }

    @Test
    void theMirrorAndTheNameOfMavensSettingsAreUsed() throws IOException {
        repository.secret = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors><mirror><id>house</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors>
                  <servers><server><id>house</id><username>me</username><password>secret</password></server></servers>
                </settings>
                """.formatted(repository.url()));
        MavenSource source = new MavenSource(folder.resolve("settings.xml"), "http://127.0.0.1:1/");
        new GpuInstallation(repository.libraries, new GpuFolder(folder.resolve("gpu")), source)
                .install(Progress.SILENT, Cancellation.NEVER);
        isInstalled();
    }

    @Test
    void theProxyOfMavensSettingsIsUsed() throws IOException {
        Files.writeString(folder.resolve("settings.xml"), """
                <settings><proxies><proxy>
                    <active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>%d</port>
                </proxy></proxies>
                </settings>
                """.formatted(repository.server.getAddress().getPort()));
        MavenSource source = new MavenSource(folder.resolve("settings.xml"), "http://repository.invalid/");
        new GpuInstallation(repository.libraries, new GpuFolder(folder.resolve("gpu")), source)
                .install(Progress.SILENT, Cancellation.NEVER);
        isInstalled();
    }

    @Test
    void settingsThatAreNoneAreNamed() throws IOException {
        Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors>");
        assertThatThrownBy(this::install).hasMessageContaining("settings.xml: this file cannot be read as Maven's settings");
    }

    @Test
    void aDiskWithoutRoomIsSaidBeforeAnythingIsFetched() throws Exception {
        GpuLibraries huge = new GpuLibraries(
                "here", "2.5.1", "cu124", "12.4", "525", "cards", "licence", Long.MAX_VALUE / 2, repository.libraries.artifacts(),
                repository.libraries.replaces());
        repository.libraries = huge;
        assertThatThrownBy(this::install).hasMessageContaining("are needed and");
        assertThat(asked).isEmpty();
    }

    @Test
    void removingLeavesNothing() throws IOException {
        install();
        assertThat(installation().folder().bytes()).isGreaterThan(library.length);
        installation().folder().remove();
        assertThat(folder.resolve("gpu")).doesNotExist();
        assertThat(installation().folder().bytes()).isZero();
        installation().folder().remove();
    }

    @Test
    void thereAreLibrariesForLinuxAndWindowsAndTheyStandInForTheShippedJars() {
        assertThat(GpuLibrariesJson.of(system("Linux", "amd64")).orElseThrow().platform()).isEqualTo("linux-x86_64");
        assertThat(GpuLibrariesJson.of(system("Windows 11", "amd64")).orElseThrow().platform()).isEqualTo("windows-x86_64");
        assertThat(GpuLibrariesJson.of(system("Mac OS X", "aarch64"))).isEmpty();
        assertThat(GpuLibrariesJson.of(system("Linux", "aarch64"))).isEmpty();
        assertThat(GpuLibrariesJson.of(system("Linux", "amd64")).orElseThrow()).satisfies(shipped -> {
            assertThat(shipped.artifacts()).allMatch(artifact -> artifact.sha256().matches("[0-9a-f]{64}") && artifact.bytes() > 0);
            assertThat(List.of("api-0.36.0.jar", "pytorch-engine-0.36.0.jar", "pytorch-jni-2.7.1-0.36.0.jar",
                    "pytorch-native-cpu-2.7.1-linux-x86_64.jar")).allMatch(name -> shipped.replaces().matcher(name).matches());
            assertThat(List.of("sentencepiece-0.34.0.jar", "slf4j-api-2.0.17.jar", "maven-resolver-api-1.9.27.jar"))
                    .noneMatch(name -> shipped.replaces().matcher(name).matches());
        });
    }

    private static java.util.Properties system(String name, String machine) {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("os.name", name);
        properties.setProperty("os.arch", machine);
        return properties;
    }
}
