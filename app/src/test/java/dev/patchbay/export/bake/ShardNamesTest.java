package dev.patchbay.export.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.files.OutputFile;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loaders look for {@code …-00001-of-00002.safetensors}: digits are ASCII where the person's language has others, too. */
class ShardNamesTest {

    private final Locale before = Locale.getDefault();

    /** As large as a person's, but never read. */
    private record Large(DType dtype, Shape shape) implements TensorData {

        @Override
        public MemorySegment bytes(Arena arena) {
            throw new AssertionError("names of files need no values");
        }
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void digitsOfShardNamesAreAscii() throws IOException {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        Large fourGigabytes = new Large(DType.BF16, Shape.of(2_000_000, 1000));
        try (Checkpoint base = new SyntheticCheckpoint().data("a.weight", fourGigabytes).data("b.weight", fourGigabytes).build()) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            base.tensors().forEach((name, stored) -> tensors.put(name, stored.data()));

            assertThat(BakeFiles.of(base, tensors).outputs(tensors, Map.of())).extracting(OutputFile::name).containsExactly(
                    "diffusion_pytorch_model-00001-of-00002.safetensors",
                    "diffusion_pytorch_model-00002-of-00002.safetensors",
                    "diffusion_pytorch_model.safetensors.index.json");
        }
    }
}
