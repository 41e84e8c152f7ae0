package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that cannot be read are named and left aside; they neither vanish nor keep the others from being read. */
class UnreadTensorsTest {

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "torch._utils, _rebuild_sparse_tensor, sparse",
        "torch._utils, _rebuild_qtensor, quantized",
        "torch._utils, _rebuild_nested_tensor, nested",
        "torch._utils, _rebuild_meta_tensor_no_storage, meta",
        "torch._utils, _rebuild_device_tensor_from_numpy, numpy"
    })
    void aTensorOfAnotherFormIsLeftAside(String module, String function, String form) throws IOException {
        PickleBuilder pickle = start().text("odd").global(module, function).raw(')', 'R', 'u');
        assertLeftAside(
                pickle,
                "tensor odd is left aside: it has a form that Patchbay does not read (" + form
                        + "). If it is needed, a file with ordinary tensors is, too.");
    }

    @Test
    void aDistributedTensorIsLeftAside() throws IOException {
        PickleBuilder pickle = start().text("odd").global("torch._tensor", "_rebuild_from_type_v2").raw('(');
        pickle.global("torch._utils", "_rebuild_wrapper_subclass").global("torch", "Tensor");
        pickle.raw('(').global("torch", "Tensor").raw('t', 'N', 't', 'R', 'u');
        assertLeftAside(
                pickle,
                "tensor odd is left aside: it has a form that Patchbay does not read (torch.Tensor). If it is needed, "
                        + "a file with ordinary tensors is, too.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ComplexDoubleStorage", "QInt8Storage"})
    void aTensorOfAnotherElementTypeIsLeftAside(String type) throws IOException {
        PickleBuilder pickle = start().text("odd").tensor(type, "0", 0, new long[] {1}, new long[] {1}).raw('u');
        assertLeftAside(pickle, "tensor odd is left aside: its element type is torch." + type + ", which Patchbay does not read.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"neg", "conj"})
    void aViewThatPythonTurnsRoundWhenItReadsItIsNotReadAsItIsStored(String bit) throws IOException {
        PickleBuilder pickle = turned(start().text("odd"), bit, true).raw('u');
        assertLeftAside(
                pickle,
                "tensor odd is left aside: it has a form that Patchbay does not read (" + bit
                        + "). If it is needed, a file with ordinary tensors is, too.");
    }

    @Test
    void aViewThatIsSaidNotToBeTurnedRoundIsRead() throws IOException {
        try (Checkpoint checkpoint = open(turned(start().text("even"), "neg", false).raw('u'))) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w", "even");
        }
    }

    @Test
    void aFileOfNothingElseIsRefused() throws IOException {
        Refusal.expect(
                write(PickleBuilder.start().raw('}').text("odd").global("torch._utils", "_rebuild_sparse_tensor").raw(')', 'R', 's')),
                "tensor odd has a form that Patchbay does not read (sparse); a file with ordinary tensors is needed.");
    }

    @Test
    void manyOfThemAreCounted() throws IOException {
        PickleBuilder pickle = start();
        for (int i = 0; i < 25; i++) {
            pickle.text("odd" + i).global("torch._utils", "_rebuild_sparse_tensor").raw(')', 'R');
        }
        try (Checkpoint checkpoint = open(pickle.raw('u'))) {
            assertThat(checkpoint.warnings()).hasSize(21);
            assertThat(checkpoint.warnings().getLast())
                    .hasToString(checkpoint.path() + ": 5 more tensors are left aside for such reasons.");
        }
    }

    @Test
    void whatTorchCopiedFromADeviceToSaveItIsRead() throws IOException {
        PickleBuilder pickle = start().text("device").global("torch._utils", "_rebuild_device_tensor_from_cpu_tensor").raw('(');
        pickle.tensor("ByteStorage", "0", 0, new long[] {2}, new long[] {1}).global("torch", "uint8").text("hpu").raw(0x89, 't', 'R', 'u');
        try (Checkpoint checkpoint = open(pickle)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w", "device");
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"torch, complex128", "torch, float8_e4m3fnuz", "torch, quint4x2", "datetime, date", "uuid, UUID", "builtins, Ellipsis"})
    void plainValuesBesideTheWeightsAreNoReasonToWarn(String module, String name) throws IOException {
        try (Checkpoint checkpoint = open(start().text("value").global(module, name).raw('u'))) {
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    /** Up to the first readable tensor {@code w} of an open dict. */
    private static PickleBuilder start() {
        return PickleBuilder.start().raw('}', '(').text("w").tensor("ByteStorage", "0", 0, new long[] {6}, new long[] {1});
    }

    private static PickleBuilder turned(PickleBuilder pickle, String bit, boolean value) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", "ByteStorage").text("0");
        pickle.text("cpu").number(6).raw('t', 'Q').number(0).numbers(2).numbers(1).raw(0x89);
        pickle.global("collections", "OrderedDict").raw(')', 'R');
        return pickle.raw('}').text(bit).raw(value ? 0x88 : 0x89, 's', 't', 'R');
    }

    private void assertLeftAside(PickleBuilder pickle, String sentence) throws IOException {
        try (Checkpoint checkpoint = open(pickle)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.warnings()).singleElement().hasToString(checkpoint.path() + ": " + sentence);
        }
    }

    private Checkpoint open(PickleBuilder pickle) throws IOException {
        return TestOpener.OPENER.open(write(pickle));
    }

    private Path write(PickleBuilder pickle) throws IOException {
        return TorchFile.write(folder.resolve("test.pt"), pickle.end(), new byte[6]);
    }
}
