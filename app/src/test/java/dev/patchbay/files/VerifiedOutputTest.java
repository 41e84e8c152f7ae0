package dev.patchbay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read again is what was handed to the disk, bit by bit, or nothing appears under the name. */
class VerifiedOutputTest {

    @TempDir
    private Path folder;

    private final Map<String, TensorData> tensors = new LinkedHashMap<>(Map.of("a", ComputedData.of(DType.F32, Shape.of(2), 1, 2)));

    @Test
    void everyTensorIsComputedOnceAndHandedToTheProof() throws IOException {
        int[] computed = {0};
        tensors.put("b", new ComputedData(DType.BF16, Shape.of(1), () -> {
            computed[0]++;
            return new float[] {3};
        }));
        List<String> proven = new ArrayList<>();
        VerifiedOutput output = output();

        String result = output.write(false, FileSteps.SYSTEM, steps(output), new VerifiedOutput.Proof<>() {
            @Override
            public void tensor(String name, TensorData written) throws IOException {
                proven.add(name + " " + written.toFloats()[0]);
            }

            @Override
            public String prove(Path written) {
                return "proven";
            }
        });

        assertThat(result).isEqualTo("proven");
        assertThat(proven).containsExactlyInAnyOrder("a 1.0", "b 3.0");
        assertThat(computed[0]).isEqualTo(1);
        try (Checkpoint file = output.open(folder.resolve("out"))) {
            assertThat(file.tensors()).containsOnlyKeys("a", "b");
        }
    }

    @Test
    void aBitThatTheDiskTurnedIsFoundInTensors() {
        assertThatThrownBy(() -> write(turningLastBitOf(Float.BYTES * 2)))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(folder.resolve("out") + ": when read again, a is not what was written, so the file was thrown away; "
                        + "the disk may be faulty.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBitThatTheDiskTurnedIsFoundInTexts() {
        assertThatThrownBy(() -> write(turningLastBitOf("hello".length())))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageContaining("does not hold what it should");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatTheProofRefusesNeverAppears() {
        VerifiedOutput output = output();
        assertThatThrownBy(() -> output.write(false, FileSteps.SYSTEM, steps(output), written -> {
                    throw new IllegalStateException("not as wanted");
                }))
                .hasMessage("not as wanted");
        assertThat(folder).isEmptyDirectory();
    }

    private void write(FileSteps disk) throws IOException {
        VerifiedOutput output = output();
        output.write(false, disk, steps(output), written -> written);
    }

    private VerifiedOutput output() {
        return VerifiedOutput.folder(new SourceFiles(), folder.resolve("out"), List.of(
                new OutputFile.Safetensors("weights.safetensors", tensors, Map.of("format", "pt")), new OutputFile.Text("note", "hello")));
    }

    private static StepCount steps(VerifiedOutput output) {
        return new StepCount(Progress.SILENT, Cancellation.NEVER, 2L * output.tensors());
    }

    /** A disk that damages pieces of this size. */
    private static FileSteps turningLastBitOf(int size) {
        return new FileSteps() {
            @Override
            public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
                boolean atHeader = size == Long.BYTES && channel.position() == 0;
                boolean damaged = bytes.remaining() == size && !atHeader;
                if (!damaged) {
                    return FileSteps.super.write(channel, bytes);
                }
                byte[] copy = new byte[size];
                bytes.get(copy);
                copy[size - 1] ^= 1;
                return FileSteps.super.write(channel, ByteBuffer.wrap(copy));
            }
        };
    }
}
