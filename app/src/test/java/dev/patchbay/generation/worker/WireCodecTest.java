package dev.patchbay.generation.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.Pixels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent over the pipe is what arrives. */
class WireCodecTest {

    private static GenerationRequest back(GenerationRequest request) throws IOException {
        WireMessage read = WireCodec.read(WireCodec.write(new WireMessage.Generate(request, List.of(), true)));
        return ((WireMessage.Generate) read).request();
    }

    @Test
    void aRequestArrivesWithItsPictureAndWithoutOne() throws IOException {
        GenerationRequest plain = new GenerationRequest("a dog", "", 5, 3, 9, 32, 48, 6, false, "ddim", List.of());
        GenerationRequest pictured = plain.from(new Pixels(2, 1, new byte[] {0, 1, -1, 127, -128, 5}));
        assertThat(back(plain)).isEqualTo(plain);
        assertThat(back(pictured)).isEqualTo(pictured).isNotEqualTo(plain);
    }
}
