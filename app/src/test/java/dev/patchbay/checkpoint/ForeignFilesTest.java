package dev.patchbay.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people take for a checkpoint: the sentence says what it is and what to do. */
class ForeignFilesTest {

    private static final String BROKEN =
            "this is a link to a file that is not there; in the Hugging Face cache that is a download that was broken off or cleaned up. "
                    + "Download it again.";

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    version https://git-lfs.github.com/spec/v1\\noid | this is a pointer of Git LFS and not the file itself; run "git lfs \
                    pull" in its folder, or download the file again.
                    \\n<!DOCTYPE html><html> | this is a web page, not a checkpoint; the download needs another address, or signing in.
                    <HTML><head> | this is a web page, not a checkpoint; the download needs another address, or signing in.
                    \\037\\213\\b | this file is compressed with gzip; unpack it and open what is inside.
                    \\211HDF\\r\\n | this is an HDF5 file, as Keras writes it; load it in Python and save its weights as safetensors.
                    \\223NUMPY | this is an array of NumPy; load it in Python and save it as safetensors.
                    """)
    void aFileOfAnotherKindIsToldByItsFirstBytes(String start, String sentence) throws IOException {
        byte[] bytes = start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        Refusal.expect(Files.write(folder.resolve("lora.safetensors"), bytes), sentence);
    }

    @Test
    void anEmptyFileIsNoDamagedOne() throws IOException {
        Refusal.expect(
                Files.createFile(folder.resolve("lora.safetensors")),
                "the file is empty; a download or a copy of it was cut off.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkToNothingIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("model.safetensors"), folder.resolve("gone"));
        Refusal.expect(link, BROKEN);
        Refusal.expect(TestOpener.OPENER, folder, link + ": " + BROKEN);
    }
}
