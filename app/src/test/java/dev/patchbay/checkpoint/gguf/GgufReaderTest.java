package dev.patchbay.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GGUF files as they should be. */
class GgufReaderTest {

    @TempDir
    private Path folder;

    private Checkpoint open(GgufFile file) throws IOException {
        return TestOpener.OPENER.open(file.write(folder.resolve("model.bin")));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void valuesComeInTheOrderOfPyTorch(int version) throws IOException {
        GgufFile file = new GgufFile().start(version, 2, 1).value("general.architecture", "ltxv");
        file.tensor("a.weight", 0, 0, 3, 2).tensor("b.weight", 1, 32, 2).align(32);
        file.raw(floats(1, 2, 3, 4, 5, 6)).align(32).raw((byte) 0, (byte) 0x3c, (byte) 0, (byte) 0xc0);
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.GGUF);
            assertThat(checkpoint.metadata()).containsEntry("general.architecture", "ltxv");
            StoredTensor tensor = checkpoint.tensor("a.weight").orElseThrow();
            assertThat(tensor.info().shape()).isEqualTo(Shape.of(2, 3));
            assertThat(tensor.data().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(checkpoint.tensor("b.weight").orElseThrow().data().toFloats()).containsExactly(1, -2);
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void theAlignmentOfTheFileCounts() throws IOException {
        GgufFile file = new GgufFile().start(3, 1, 1).text("general.alignment").int32(4).int32(128);
        file.tensor("x", 0, 128, 1).align(128).raw(new byte[128]).raw(floats(2.5f));
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.tensor("x").orElseThrow().data().toFloats()).containsExactly(2.5f);
        }
    }

    @Test
    void quantisedTensorsAreListedAndReadWhereTheirTypeIsKnown() throws IOException {
        GgufFile file = new GgufFile().start(3, 2, 0).tensor("q8", 8, 0, 32, 2).tensor("iq2", 16, 96, 256).align(32);
        byte[] blocks = new byte[68];
        ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) 0x3c00).putShort(34, (short) 0x4000);
        blocks[2] = 5;
        blocks[36] = -3;
        file.raw(blocks).align(32).raw(new byte[66]);
        try (Checkpoint checkpoint = open(file)) {
            StoredTensor readable = checkpoint.tensor("q8").orElseThrow();
            assertThat(readable.info().dtype()).isEqualTo(DType.Q8_0);
            assertThat(readable.info().bytes()).isEqualTo(68);
            assertThat(readable.data().toFloats()).hasSize(64).contains(5, -6);
            assertThat(TensorStatistics.of(readable.data(), () -> false).zeros()).isEqualTo(62);
            assertThat(checkpoint.tensor("iq2").orElseThrow().info().dtype()).isEqualTo(DType.IQ2_XXS);
            assertThat(checkpoint.warnings()).extracting(Message::text).singleElement().asString().contains("1 tensors", "IQ2_XXS");
        }
    }

    @Test
    void listsAreShownShortOrByTheirLength() throws IOException {
        GgufFile file = new GgufFile().start(3, 0, 4).text("shape").int32(9).int32(5).int64(3).int32(1).int32(-2).int32(3);
        file.text("tokens").int32(9).int32(8).int64(20);
        for (int i = 0; i < 20; i++) {
            file.text("t" + i);
        }
        file.text("scores").int32(9).int32(6).int64(1000).raw(new byte[4000]);
        file.text("on").int32(7).raw((byte) 1);
        try (Checkpoint checkpoint = open(file)) {
            assertThat(checkpoint.metadata())
                    .containsEntry("shape", "[1, -2, 3]")
                    .containsEntry("tokens", "[string × 20]")
                    .containsEntry("scores", "[float32 × 1000]")
                    .containsEntry("on", "true");
        }
    }

    /** The numbers are ggml's: each type's bytes for 256 elements, as {@code gguf-py} lists them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 144", "3 160", "6 176", "7 192", "8 272", "10 84", "11 110", "12 144", "13 176", "14 210", "15 292", "16 66", "17 74",
                        "18 98", "19 50",
                "20 144", "21 110", "22 82", "23 136", "24 256", "25 512", "26 1024", "27 2048", "28 2048", "29 56", "30 512", "34 54",
                "35 66", "39 136"
            })
    void everyTypeHasItsSize(String typeAndBytes) {
        String[] parts = typeAndBytes.split(" ");
        DType type = GgufTypes.numbered(Integer.parseInt(parts[0])).orElseThrow();
        assertThat(type.byteSize(256)).isEqualTo(Long.parseLong(parts[1]));
        assertThat(DType.named(type.name()).isPresent()).isNotEqualTo(type.isQuantised());
    }

    private static byte[] floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }
}
