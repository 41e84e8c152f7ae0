package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of PyTorch 2.14 in every form and pickle protocol, and wrapped as trainers do. */
class TorchFormsTest {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints/torch");

    private static Checkpoint open(String name) throws IOException {
        return TestOpener.OPENER.open(FOLDER.resolve(name));
    }

    private static float[] floats(Checkpoint checkpoint, String name) throws IOException {
        return checkpoint.tensor(name).orElseThrow().data().toFloats();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "zip-protocol-2.pt", "zip-protocol-3.pt", "zip-protocol-4.pt", "zip-protocol-5.pt",
        "legacy-protocol-2.pt", "legacy-protocol-3.pt", "legacy-protocol-4.pt", "legacy-protocol-5.pt"
    })
    void everyPickleProtocolIsRead(String file) throws IOException {
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.warnings()).isEmpty();
            assertThat(checkpoint.tensors()).containsOnlyKeys("a.weight", "b.weight", "c.weight", "half", "bf", "steps", "parameter");
            assertThat(floats(checkpoint, "a.weight")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(floats(checkpoint, "b.weight")).containsExactly(6, 10, 14, 7, 11, 15, 8, 12, 16, 9, 13, 17);
            assertThat(floats(checkpoint, "c.weight")).containsExactly(1, 3, 5, 7);
            assertThat(floats(checkpoint, "half")).containsExactly(0.5f, -2);
            assertThat(floats(checkpoint, "bf")).containsExactly(1.5f, 3);
            assertThat(floats(checkpoint, "parameter")).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema.pt", "ema-legacy.pt"})
    void plainWeightsComeBeforeAveragedOnes(String file) throws IOException {
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
            assertThat(floats(checkpoint, "w")).containsExactly(3, 4);
            assertThat(checkpoint.metadata()).containsEntry("step", "5");
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(FOLDER.resolve(file) + ": the tensors under \"ema\" lie outside the state dict; they are left aside.");
        }
    }

    @Test
    void aListOfStateDictsKeepsItsNumbersInTheNames() throws IOException {
        try (Checkpoint checkpoint = open("list-of-dicts.pt")) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("0.w", "1.w");
            assertThat(floats(checkpoint, "1.w")).containsExactly(2);
        }
    }

    @Test
    void aWholeModuleIsReadWithoutItsClassAndTheClassIsNamed() throws IOException {
        try (Checkpoint checkpoint = open("whole-module.pt")) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("weight", "bias");
            assertThat(checkpoint.warnings())
                    .extracting(Object::toString)
                    .anyMatch(warning -> warning.contains("would run torch.nn.modules.linear.Linear"));
        }
    }

    @Test
    void theStateOfAnOptimizerIsNoWeight() throws IOException {
        try (Checkpoint checkpoint = open("optimizer-beside.pt")) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
        }
    }
}
