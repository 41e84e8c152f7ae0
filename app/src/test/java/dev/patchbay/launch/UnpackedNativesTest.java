package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native code is unpacked where only the user can write. */
@DisabledOnOs(OS.WINDOWS)
class UnpackedNativesTest {

    @TempDir
    private Path home;

    private final Properties properties = new Properties();

    private void prepare(Map<String, String> environment) {
        new UnpackedNatives(home, home.resolve("cache"), properties, environment).prepare();
    }

    private String rights(String folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(folder)));
    }

    @Test
    void foldersAreMadeForTheUserAlone() throws IOException {
        prepare(Map.of());
        assertThat(rights(".djl.ai")).isEqualTo("rwx------");
        assertThat(rights(".javacpp")).isEqualTo("rwx------");
        assertThat(rights(".openjfx")).isEqualTo("rwx------");
        assertThat(properties).isEmpty();
    }

    @Test
    void aFolderThatOthersCanWriteIsClosed() throws IOException {
        Files.createDirectory(home.resolve(".djl.ai"));
        Files.setPosixFilePermissions(home.resolve(".djl.ai"), PosixFilePermissions.fromString("rwxrwxrwx"));
        prepare(Map.of());
        assertThat(rights(".djl.ai")).isEqualTo("rwx------");
    }

    @Test
    void whatIsNoFolderIsNotUsed() throws IOException {
        Files.createFile(home.resolve(".djl.ai"));
        prepare(Map.of());
        assertThat(properties).containsEntry("ENGINE_CACHE_DIR", home.resolve("cache/djl.ai").toString()).hasSize(1);
        assertThat(rights("cache/djl.ai")).isEqualTo("rwx------");
    }

    @Test
    void aChosenFolderStays() throws IOException {
        prepare(Map.of("DJL_CACHE_DIR", "/elsewhere"));
        assertThat(home.resolve(".djl.ai")).doesNotExist();
        assertThat(properties).isEmpty();
    }
}
