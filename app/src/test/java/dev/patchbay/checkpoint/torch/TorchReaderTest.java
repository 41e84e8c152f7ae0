package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.zip.ArchiveEntry;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchReaderTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    private static final Path SAT_LORA = REFERENCE.resolve("sat-lora/1000/mp_rank_00_model_states.pt");
    private static final Path SAT_FULL = REFERENCE.resolve("sat-full/1000/mp_rank_00_model_states.pt");
    private static final String SAT = "model.diffusion_model.";
    private static final byte[] SIX_BYTES = {0, 1, 2, 3, 4, 5};

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void findsTheLoraInAWholeTrainingState() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(SAT_LORA)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_ZIP);
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SINGLE_FILE);
            assertThat(checkpoint.tensors().keySet().stream().filter(name -> name.matches(".*\\.matrix_[AB]\\.\\d"))).hasSize(240);
            assertThat(checkpoint.tensors()).hasSize(802);
            assertThat(checkpoint.tensors().keySet())
                    .allMatch(name -> name.startsWith("model.diffusion_model.")
                            || name.startsWith("conditioner.")
                            || name.startsWith("first_stage_model."));
            assertThat(checkpoint.metadata())
                    .containsEntry("iteration", "1000")
                    .containsEntry("args.lora_rank", "4")
                    .containsEntry("ds_version", "0.15.0");
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void theLorasValuesAreThoseOfTheReferenceExporter() throws IOException {
        try (Checkpoint sat = TestOpener.OPENER.open(SAT_LORA);
                Checkpoint exported = TestOpener.OPENER.open(REFERENCE.resolve("sat-lora-exported.safetensors"))) {
            String[] targets = {"to_q", "to_k", "to_v"};
            for (int layer = 0; layer < 30; layer++) {
                String from = SAT + "transformer.layers." + layer + ".attention.";
                String to = "transformer.transformer_blocks." + layer + ".attn1.";
                for (String matrix : new String[] {"A", "B"}) {
                    for (int i = 0; i < targets.length; i++) {
                        String source = from + "query_key_value.matrix_" + matrix + "." + i;
                        same(sat, source, exported, to + targets[i] + ".lora_" + matrix + ".weight");
                    }
                    same(sat, from + "dense.matrix_" + matrix + ".0", exported, to + "to_out.0.lora_" + matrix + ".weight");
                }
            }
        }
    }

    @Test
    void theWeightsThatTheReferenceConverterOnlyRenamesAreTheSame() throws IOException {
        try (Checkpoint sat = TestOpener.OPENER.open(SAT_FULL);
                Checkpoint expected = TestOpener.OPENER.open(REFERENCE.resolve("sat-full-expected.safetensors"))) {
            Map<String, String> renamed = Map.of(
                    ".attention.dense.weight", ".attn1.to_out.0.weight",
                    ".attention.dense.bias", ".attn1.to_out.0.bias",
                    ".mlp.dense_h_to_4h.weight", ".ff.net.0.proj.weight",
                    ".mlp.dense_4h_to_h.weight", ".ff.net.2.weight",
                    ".input_layernorm.weight", ".norm1.norm.weight",
                    ".post_attention_layernorm.bias", ".norm2.norm.bias");
            for (int layer = 0; layer < 30; layer++) {
                String from = SAT + "transformer.layers." + layer;
                String to = "transformer_blocks." + layer;
                for (Map.Entry<String, String> rename : renamed.entrySet()) {
                    same(sat, from + rename.getKey(), expected, to + rename.getValue());
                }
            }
            same(sat, SAT + "transformer.final_layernorm.weight", expected, "norm_final.weight");
            same(sat, SAT + "time_embed.0.weight", expected, "time_embedding.linear_1.weight");
            same(sat, SAT + "mixins.patch_embed.proj.weight", expected, "patch_embed.proj.weight");
            assertThat(sat.warnings()).isEmpty();
        }
    }

    @Test
    void aPlainStateDictNeedsNoWrapper() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", 2, longs(2, 2), longs(2, 1)).raw('s');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            StoredTensor tensor = tensor(checkpoint, "w");
            assertThat(tensor.info().dtype()).isEqualTo(DType.U8);
            assertThat(tensor.info().shape()).isEqualTo(Shape.of(2, 2));
            assertThat(tensor.location()).isEqualTo("test.pt, archive/data/0, bytes 2–6");
            assertThat(bytes(tensor)).containsExactly(2, 3, 4, 5);
        }
    }

    @Test
    void aTransposedViewIsCopiedInOrder() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", 0, longs(3, 2), longs(1, 3)).raw('s');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(bytes(tensor(checkpoint, "w"))).containsExactly(0, 3, 1, 4, 2, 5);
        }
    }

    @Test
    void anExpandedViewRepeatsWhatIsStored() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("w").tensor("ShortStorage", "0", 1, longs(2, 2), longs(0, 1)).raw('s');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(bytes(tensor(checkpoint, "w"))).containsExactly(2, 3, 4, 5, 2, 3, 4, 5);
        }
    }

    @Test
    void scalarsEmptyTensorsAndSharedStoragesAreRead() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(');
        pickle.text("scalar").tensor("ByteStorage", "0", 5, longs(), longs());
        pickle.text("empty").tensor("ByteStorage", "0", 0, longs(0, 3), longs(3, 1));
        pickle.text("all").tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('u');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(bytes(tensor(checkpoint, "scalar"))).containsExactly(5);
            assertThat(bytes(tensor(checkpoint, "empty"))).isEmpty();
            assertThat(bytes(tensor(checkpoint, "all"))).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void parametersAndTensorsOfNewerTypesAreUnderstood() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("parameter").global("torch._utils", "_rebuild_parameter").raw('(');
        pickle.tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw(0x88, 'N', 't', 'R');
        pickle.text("float8").global("torch._utils", "_rebuild_tensor_v3").raw('(', '(').text("storage");
        pickle.global("torch.storage", "UntypedStorage").text("0").text("cpu").number(6).raw('t', 'Q').number(0);
        pickle.numbers(6).numbers(1).raw(0x89, 'N').global("torch", "float8_e4m3fn").raw('t', 'R', 'u');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(tensor(checkpoint, "parameter").info().dtype()).isEqualTo(DType.U8);
            assertThat(tensor(checkpoint, "float8").info().dtype()).isEqualTo(DType.F8_E4M3);
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void bigEndianElementsAreTurnedRound() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(');
        pickle.text("byte").tensor("ByteStorage", "0", 0, longs(2), longs(1));
        pickle.text("short").tensor("ShortStorage", "0", 1, longs(2), longs(1));
        pickle.text("strided").tensor("ShortStorage", "0", 0, longs(2), longs(2));
        pickle.text("complex").tensor("ComplexFloatStorage", "1", 0, longs(1), longs(1)).raw('u');
        Path file = folder.resolve("big.pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", pickle.end()).stored("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
            torch.stored("archive/data/0", SIX_BYTES).stored("archive/data/1", new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(bytes(tensor(checkpoint, "byte"))).containsExactly(0, 1);
            assertThat(bytes(tensor(checkpoint, "short"))).containsExactly(3, 2, 5, 4);
            assertThat(bytes(tensor(checkpoint, "strided"))).containsExactly(1, 0, 5, 4);
            assertThat(bytes(tensor(checkpoint, "complex"))).containsExactly(3, 2, 1, 0, 7, 6, 5, 4);
        }
    }

    @Test
    void nestedDictsGiveDottedNames() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("encoder").raw('}').text("layer").raw('}').number(0);
        pickle.tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s', 's', 's');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("encoder.layer.0");
        }
    }

    @Test
    void tensorsOutsideTheStateDictAreReported() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("state_dict").raw('}').text("w");
        pickle.tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s');
        pickle.text("shadow").raw('}').text("w").tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s', 'u');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(checkpoint.path() + ": the tensors under \"shadow\" lie outside the state dict; they are left aside.");
        }
    }

    @Test
    void aPickleThatWouldRunACommandRunsNothingAndIsReported() throws IOException {
        Path proof = folder.resolve("it-ran");
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("w").tensor("ByteStorage", "0", 0, longs(6), longs(1));
        pickle.text("x").global("posix", "system").text("touch " + proof).raw(0x85, 'R');
        pickle.text("y").global("os", "system").text("touch " + proof).raw(0x85, 'R', 'u');
        try (Checkpoint checkpoint = open(pickle, SIX_BYTES)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.warnings())
                    .extracting(Object::toString)
                    .containsExactly(
                            checkpoint.path() + ": in Python, opening this file would run posix.system; "
                                    + "Patchbay ran nothing and kept an inert value in its place.",
                            checkpoint.path() + ": in Python, opening this file would run os.system; "
                                    + "Patchbay ran nothing and kept an inert value in its place.");
        }
        assertThat(proof).doesNotExist();
    }

    @Test
    void openingNeverLooksAtTheStorages() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s');
        Path file = TorchFile.write(folder.resolve("test.pt"), pickle.end(), SIX_BYTES);
        byte[] bytes = Files.readAllBytes(file);
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("archive/data/0");
        bytes[name - ArchiveEntry.LOCAL_HEADER_BYTES] = 'X';
        Files.write(file, bytes);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThatThrownBy(() -> bytes(tensor(checkpoint, "w")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": the zip entry archive/data/0 is not where the directory says; the archive is damaged.");
        }
    }

    private Checkpoint open(PickleBuilder pickle, byte[]... storages) throws IOException {
        return TestOpener.OPENER.open(TorchFile.write(folder.resolve("test.pt"), pickle.end(), storages));
    }

    private static void same(Checkpoint left, String leftName, Checkpoint right, String rightName) throws IOException {
        StoredTensor expected = tensor(right, rightName);
        StoredTensor actual = tensor(left, leftName);
        assertThat(actual.info().shape()).as(leftName).isEqualTo(expected.info().shape());
        assertThat(actual.info().dtype()).as(leftName).isEqualTo(expected.info().dtype());
        assertThat(bytes(actual)).as(leftName).isEqualTo(bytes(expected));
    }

    private static StoredTensor tensor(Checkpoint checkpoint, String name) {
        return checkpoint.tensor(name).orElseThrow(() -> new AssertionError("no tensor " + name));
    }

    private static byte[] bytes(StoredTensor tensor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return tensor.data().bytes(arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static long[] longs(long... numbers) {
        return numbers;
    }
}
