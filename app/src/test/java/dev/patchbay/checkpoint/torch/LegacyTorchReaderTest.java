package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyTorchReaderTest {

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void storagesLieOneBehindTheOtherInTheOrderOfTheKeys() throws IOException {
        Path file = twoTensors().storage(2, (byte) 7, (byte) 8).storage(3, new byte[] {1, 0, 2, 0, 3, 0}).write(folder.resolve("old.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_LEGACY);
            assertThat(bytes(checkpoint, "short")).containsExactly(1, 0, 2, 0, 3, 0);
            assertThat(bytes(checkpoint, "byte")).containsExactly(7, 8);
            assertThat(checkpoint.tensors().get("short").location()).isEqualTo("old.pt, storage k1, bytes 0–6");
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void protocolsWithoutAMarkAreToldByTheMagicNumber() throws IOException {
        PickleBuilder object = new PickleBuilder().raw('}').text("w").tensor("ByteStorage", "k", 0, new long[] {0}, new long[] {1})
                .raw('s');
        PickleBuilder magic = new PickleBuilder().raw('L').rawBytes("119547037146038801333356L\n".getBytes(StandardCharsets.US_ASCII));
        Path file = LegacyFile.bare()
                .pickle(magic)
                .pickle(new PickleBuilder().number(1001))
                .systemInfo()
                .pickle(object)
                .pickle(new PickleBuilder().raw(']').text("k").raw('a'))
                .storage(0)
                .write(folder.resolve("protocol-1.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
        }
    }

    @Test
    void aViewOfAStorageIsThePartThatItNames() throws IOException {
        byte[] view = new PickleBuilder().raw('(').text("v").number(1).number(2).raw('t').unended();
        PickleBuilder object = LegacyFile.tensor(PickleBuilder.start().raw('}').text("w"), "ShortStorage", "k", 3, view, 2).raw('s');
        Path file = LegacyFile.of(object, "k").storage(3, new byte[] {1, 0, 2, 0, 3, 0}).write(folder.resolve("view.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(bytes(checkpoint, "w")).containsExactly(2, 0, 3, 0);
        }
        byte[] outside = new PickleBuilder().raw('(').text("v").number(2).number(2).raw('t').unended();
        object = LegacyFile.tensor(PickleBuilder.start().raw('}').text("w"), "ShortStorage", "k", 3, outside, 2).raw('s');
        Refusal.expect(
                LegacyFile.of(object, "k").storage(3, new byte[6]).write(file),
                "elements 2 to 2 + 2 lie outside the storage k of 3 elements; the file is damaged.");
    }

    @Test
    void openingNeverLooksAtTheStorages() throws IOException {
        Path file = twoTensors().storage(2, (byte) 7, (byte) 8).storage(4, new byte[6]).write(folder.resolve("old.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(bytes(checkpoint, "byte")).containsExactly(7, 8);
            assertThatThrownBy(() -> bytes(checkpoint, "short"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": the storage k1 should hold 3 elements, but says 4 where it lies; the file is damaged.");
        }
    }

    @Test
    void keysAndStoragesThatDoNotGoTogetherAreRefused() throws IOException {
        refuses(
                twoTensors().storage(2, (byte) 7, (byte) 8).storage(3, new byte[5]),
                "the storage k1 claims 3 elements of 2 bytes, but only 5 bytes are left; the file was cut off or is damaged.");
        refuses(
                twoTensors().storage(2, (byte) 7, (byte) 8),
                "the storage k1 claims 3 elements of 2 bytes, but only 0 bytes are left; the file was cut off or is damaged.");
        refuses(
                LegacyFile.of(oneTensor("ShortStorage", Long.MAX_VALUE), "k").storage(Long.MAX_VALUE),
                "the storage k claims 9223372036854775807 elements of 2 bytes, but only 0 bytes are left; "
                        + "the file was cut off or is damaged.");
        refuses(
                LegacyFile.of(oneTensor("ByteStorage", 2), "k", "stray").storage(2, new byte[2]),
                "the file lists the storage stray, which no tensor refers to; it is damaged.");
        refuses(
                LegacyFile.of(oneTensor("ByteStorage", 2), "k", "k").storage(2, new byte[2]).storage(2, new byte[2]),
                "the file lists the storage k twice; it is damaged.");
        refuses(LegacyFile.of(oneTensor("ByteStorage", 2)), "tensor w lies in the storage k, which is not in the archive.");
        refuses(
                LegacyFile.of(oneTensor("StrangeStorage", 2), "k").storage(2, new byte[2]),
                "the storage k is of type torch.StrangeStorage, which Patchbay does not know.");
        PickleBuilder contradiction = LegacyFile.tensor(PickleBuilder.start().raw('}', '(').text("a"), "ByteStorage", "k", 2);
        LegacyFile.tensor(contradiction.text("b"), "ByteStorage", "k", 1).raw('u');
        refuses(
                LegacyFile.of(contradiction, "k").storage(2, new byte[2]),
                "two tensors disagree about type or length of the storage k; the file is damaged.");
    }

    /** What a refused pickle would do is worth more than how to load it. */
    @Test
    void aRefusedPickleIsNamedByTheCallsItWouldMake() throws IOException {
        PickleBuilder evil = PickleBuilder.start().global("os", "system").text("ls").raw(0x85, 'R');
        refuses(
                LegacyFile.bare().pickle(evil),
                "this is a pickle, but not one of torch.save; Python would run whatever it says, so do not load it where you do not know "
                        + "who made it. In Python, opening this file would run os.system: do not load it there.");
    }

    @Test
    void otherPicklesAreRefused() throws IOException {
        refuses(
                LegacyFile.bare().pickle(PickleBuilder.start().raw('}')),
                "this is a pickle, but not one of torch.save; "
                        + "Python would run whatever it says, so do not load it where you do not know who made it.");
        refuses(
                LegacyFile.bare().magic().pickle(PickleBuilder.start().number(7)),
                "this is a torch file of version 7; Patchbay knows version 1001.");
        refuses(
                LegacyFile.bare().magic(),
                "the pickle ends in the middle of the instruction at byte 0; the file was cut off or is damaged.");
        LegacyFile keys = LegacyFile.bare().magic().pickle(PickleBuilder.start().number(1001)).systemInfo();
        refuses(
                keys.pickle(PickleBuilder.start().raw('}')).pickle(PickleBuilder.start().raw(']').number(1).raw('a')),
                "the list of storages is not a list of texts; the file is damaged.");
    }

    @Test
    void aPickleLongerThanTheLimitIsRefused() throws IOException {
        Path file = LegacyFile.of(PickleBuilder.start().text("x".repeat(2_000))).write(folder.resolve("long.pt"));
        Refusal.expect(
                TestOpener.with(new ReadLimits(1_000, 10, 10, 1_000, 1_000)),
                file,
                file + ": the pickle is longer than 1000 bytes; such a file is not read.");
    }

    @Test
    void tarArchivesOfTheFirstVersionsAreRefused() throws IOException {
        byte[] header = new byte[512];
        System.arraycopy("storages".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 8);
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 5);
        Refusal.expect(
                Files.write(folder.resolve("oldest.pt"), header),
                "this is a tar archive, as torch.save wrote before PyTorch 0.1.10, which is not read; "
                        + "ask its author for a safetensors file.");
    }

    @Test
    void aWholeModelRunsNothingAndIsReported() throws IOException {
        PickleBuilder object = PickleBuilder.start().raw('}', '(').text("class").raw('(').text("module").global("evil", "Net");
        object.text("net.py").text("class Net: pass").raw('t', 'Q', ')', 'R').text("w");
        LegacyFile.tensor(object, "ByteStorage", "k", 2).raw('u');
        Path file = LegacyFile.of(object, "k").storage(2, new byte[2]).write(folder.resolve("model.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(file + ": in Python, opening this file would run evil.Net; "
                            + "Patchbay ran nothing and kept an inert value in its place.");
        }
    }

    @Property(tries = 300)
    void aDamagedFileIsReadOrRefusedButNeverBreaksTheReader(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = twoTensors().storage(2, new byte[2]).storage(3, new byte[6]).write(Files.createTempFile("damaged", ".pt"));
        byte[] bytes = Files.readAllBytes(file);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
        }
        int length = random.nextBoolean() ? bytes.length : 2 + random.nextInt(bytes.length - 2);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(Files.write(file, Arrays.copyOf(bytes, length)))) {
            for (String name : checkpoint.tensors().keySet()) {
                bytes(checkpoint, name);
            }
        } catch (CheckpointException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
        } finally {
            Files.delete(file);
        }
    }

    /** {@code short} in the second storage, {@code byte} in the first. */
    private static LegacyFile twoTensors() {
        PickleBuilder object = LegacyFile.tensor(PickleBuilder.start().raw('}', '(').text("short"), "ShortStorage", "k1", 3);
        return LegacyFile.of(LegacyFile.tensor(object.text("byte"), "ByteStorage", "k0", 2).raw('u'), "k0", "k1");
    }

    private static PickleBuilder oneTensor(String type, long elements) {
        return LegacyFile.tensor(PickleBuilder.start().raw('}').text("w"), type, "k", elements).raw('s');
    }

    private void refuses(LegacyFile file, String sentence) throws IOException {
        Refusal.expect(file.write(folder.resolve("test.pt")), sentence);
    }

    private static byte[] bytes(Checkpoint checkpoint, String name) throws IOException {
        StoredTensor tensor = checkpoint.tensor(name).orElseThrow(() -> new AssertionError("no tensor " + name));
        try (Arena arena = Arena.ofConfined()) {
            return tensor.data().bytes(arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
