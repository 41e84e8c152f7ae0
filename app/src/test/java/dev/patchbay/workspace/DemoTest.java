package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path cache;

    @Test
    void theDemoIsUnpackedWhole() throws Exception {
        DemoFiles files = new Demo(cache).unpack();
        assertThat(files.pipeline().resolve("model_index.json")).isRegularFile();
        assertThat(files.brokenAdapter().resolve("1000/mp_rank_00_model_states.pt")).hasSize(5_396_553);
        assertThat(files.mislabelledAdapter().resolve("adapter_config.json")).isRegularFile();
    }

    @Test
    void aDamagedFileIsMendedAndAWholeOneIsLeftAlone() throws Exception {
        DemoFiles files = new Demo(cache).unpack();
        Path damaged = files.brokenAdapter().resolve("latest");
        Path whole = files.pipeline().resolve("model_index.json");
        Files.writeString(damaged, "");
        var before = Files.getLastModifiedTime(whole);
        new Demo(cache).unpack();
        assertThat(damaged).hasContent("1000");
        assertThat(Files.getLastModifiedTime(whole)).isEqualTo(before);
        try (var left = Files.walk(cache)) {
            assertThat(left.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void aFileOfAnotherVersionIsReplacedThoughItsSizeIsTheSame() throws Exception {
        Path weights = new Demo(cache).unpack().pipeline().resolve("vae/diffusion_pytorch_model.safetensors");
        byte[] shipped = Files.readAllBytes(weights);
        byte[] earlier = shipped.clone();
        earlier[earlier.length - 1] ^= 1;
        Files.write(weights, earlier);
        new Demo(cache).unpack();
        assertThat(weights).hasBinaryContent(shipped);
    }
}
