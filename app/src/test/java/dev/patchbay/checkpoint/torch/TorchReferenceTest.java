package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One state dict that PyTorch 2.13 saved in both its forms, with every kind of tensor that has its own way into the file. */
class TorchReferenceTest {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");

    @ParameterizedTest
    @EnumSource(value = CheckpointFormat.class, names = {"TORCH_ZIP", "TORCH_LEGACY"})
    void everyTensorIsReadAsPyTorchSavedIt(CheckpointFormat format) throws IOException {
        String file = format == CheckpointFormat.TORCH_ZIP ? "zip.pt" : "legacy.pt";
        try (Checkpoint checkpoint = TestOpener.OPENER.open(FOLDER.resolve(file))) {
            assertThat(checkpoint.format()).isEqualTo(format);
            assertThat(checkpoint.warnings()).isEmpty();
            assertThat(checkpoint.metadata()).containsEntry("epoch", "3");
            assertThat(checkpoint.tensors()).hasSize(17);
            for (String name : new String[] {"half", "bfloat", "float"}) {
                assertThat(floats(checkpoint, name)).as(name).startsWith(0, 0.125f, 0.25f).endsWith(1.375f);
            }
            assertThat(shape(checkpoint, "transposed")).isEqualTo(Shape.of(4, 3));
            assertThat(floats(checkpoint, "transposed")).startsWith(0, 0.5f, 1, 0.125f);
            assertThat(floats(checkpoint, "row")).containsExactly(0.5f, 0.625f, 0.75f, 0.875f);
            assertThat(floats(checkpoint, "parameter")).startsWith(0, 0.25f);
            assertThat(floats(checkpoint, "scalar")).containsExactly(2.5f);
            assertThat(shape(checkpoint, "empty")).isEqualTo(Shape.of(0, 3));
            is(checkpoint, "bool", DType.BOOL, 1, 0, 1);
            is(checkpoint, "long", DType.I64, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
            is(checkpoint, "complex", DType.C64, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0xc0);
            is(checkpoint, "float8_e4m3fn", DType.F8_E4M3, 0x38, 0x40, 0x30, 0x48);
            is(checkpoint, "float8_e5m2", DType.F8_E5M2, 0x3c, 0x40, 0x38, 0x44);
            is(checkpoint, "float8_e8m0fnu", DType.F8_E8M0, 127, 128, 126, 129);
            is(checkpoint, "uint16", DType.U16, 1, 0, 2, 0, 0xff, 0xff);
            is(checkpoint, "uint32", DType.U32, 1, 0, 0, 0, 2, 0, 0, 0, 0xff, 0xff, 0, 0);
            is(checkpoint, "uint64", DType.U64, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0);
        }
    }

    private static Shape shape(Checkpoint checkpoint, String name) {
        return checkpoint.tensor(name).orElseThrow().info().shape();
    }

    private static float[] floats(Checkpoint checkpoint, String name) throws IOException {
        return checkpoint.tensor(name).orElseThrow().data().toFloats();
    }

    private static void is(Checkpoint checkpoint, String name, DType dtype, int... bytes) throws IOException {
        assertThat(checkpoint.tensor(name).orElseThrow().info().dtype()).isEqualTo(dtype);
        try (Arena arena = Arena.ofConfined()) {
            byte[] read = checkpoint.tensor(name).orElseThrow().data().bytes(arena).toArray(ValueLayout.JAVA_BYTE);
            assertThat(read).as(name).containsExactly(bytes);
        }
    }
}
