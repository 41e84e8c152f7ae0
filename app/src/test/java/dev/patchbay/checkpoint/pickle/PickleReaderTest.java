package dev.patchbay.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {

    private static final Path FILE = Path.of("some.pt");
    private static final ReadLimits SMALL = new ReadLimits(1_000, 5, 10, 100, 20);

    /** Remembers names and keeps every call inert. */
    private static final class Recorder implements PickleConstructors {

        private final List<String> names = new ArrayList<>();

        @Override
        public void named(PickleGlobal global) {
            names.add(global.toString());
        }

        @Override
        public Optional<Object> call(PickleGlobal callable, List<Object> arguments) {
            return callable.name().equals("refuse") ? Optional.empty() : Optional.of(new PickleObject(callable, arguments));
        }

        @Override
        public Optional<Object> persistent(Object id) {
            return id instanceof String ? Optional.of("<" + id + ">") : Optional.empty();
        }
    }

    private final Recorder recorder = new Recorder();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void readsWhatPythonWrites(int protocol) throws IOException {
        byte[] pickle = Files.readAllBytes(Path.of("src/test/resources/pickles/containers-protocol-%d.pkl".formatted(protocol)));
        Map<Object, Object> value = entries(read(pickle));
        assertThat(value.keySet()).containsExactly("text", "numbers", "floats", "flags", "nested", "ordered", 7L, "long");
        assertThat(value).containsEntry("text", "Grüße, 世界 \\ \n 😀").containsEntry("long", "x".repeat(300)).containsEntry(7L, "seven");
        assertThat(elements(value.get("numbers")))
                .containsExactly(0L, -1L, 255L, 256L, 65536L, 1L << 40, -(1L << 40), BigInteger.TWO.pow(80));
        assertThat(elements(value.get("floats"))).containsExactly(1.5, -0.0, Double.POSITIVE_INFINITY);
        assertThat(elements(value.get("flags"))).containsExactly(true, false, PickleNone.NONE);
        List<Object> nested = elements(entries(entries(value.get("nested")).get("a")).get("b"));
        assertThat(nested).hasSize(6);
        assertThat(elements(nested.get(0))).isEmpty();
        assertThat(entries(nested.get(1))).isEmpty();
        assertThat(elements(nested.get(2))).containsExactly(1L);
        assertThat(elements(nested.get(3))).containsExactly(1L, 2L);
        assertThat(elements(nested.get(4))).containsExactly(1L, 2L, 3L);
        assertThat(elements(nested.get(5))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(recorder.names).containsExactly("collections.OrderedDict");
    }

    @Test
    void aCallIsKeptAsNameAndArguments() throws IOException {
        byte[] pickle = PickleBuilder.start().global("posix", "system").text("touch /tmp/x").raw(0x85, 'R').end();
        PickleObject object = (PickleObject) read(pickle);
        assertThat(object.callable()).hasToString("posix.system");
        assertThat(object.arguments()).containsExactly("touch /tmp/x");
        assertThat(recorder.names).containsExactly("posix.system");
    }

    @Test
    void everyWayToCallIsInert() throws IOException {
        byte[] inst = ascii("(S'id'\nios\nsystem\n.");
        byte[] obj = PickleBuilder.start().raw('(').global("os", "system").text("id").raw('o').end();
        byte[] newObject = PickleBuilder.start().global("os", "system").text("id").raw(0x85, 0x81).end();
        byte[] newObjectEx = PickleBuilder.start().global("os", "system").text("id").raw(0x85, '}', 0x92).end();
        byte[] stackGlobal = PickleBuilder.start().text("os").text("system").raw(0x93).text("id").raw(0x85, 'R').end();
        for (byte[] pickle : List.of(inst, obj, newObject, newObjectEx, stackGlobal)) {
            PickleObject object = (PickleObject) read(pickle);
            assertThat(object.callable()).isEqualTo(new PickleGlobal("os", "system"));
            assertThat(object.arguments()).containsExactly("id");
        }
        assertThat(recorder.names).hasSize(5).containsOnly("os.system");
    }

    @Test
    void whatACallGaveCanItselfBeCalledFilledAndGivenAttributes() throws IOException {
        byte[] pickle = PickleBuilder.start()
                .global("builtins", "getattr")
                .raw(')', 'R', ')', 'R')
                .text("key")
                .text("value")
                .raw('s')
                .text("element")
                .raw('a', '}')
                .text("attribute")
                .raw('N', 's', 'b')
                .end();
        PickleObject object = (PickleObject) read(pickle);
        assertThat(object.callable()).isInstanceOf(PickleObject.class);
        assertThat(object.entries().entries()).containsEntry("key", "value");
        assertThat(object.elements().elements()).containsExactly("element");
        assertThat(entries(object.state())).containsEntry("attribute", PickleNone.NONE);
    }

    @Test
    void persistentIdsAreLookedUp() throws IOException {
        assertThat(read(PickleBuilder.start().text("0").raw('Q').end())).isEqualTo("<0>");
        assertThat(read(ascii("Pzero\n."))).isEqualTo("<zero>");
    }

    @Test
    void aListThatContainsItselfIsRead() throws IOException {
        PickleList list = (PickleList) read(PickleBuilder.start().raw(']', 'q', 0, 'h', 0, 'a').end());
        assertThat(list.elements()).singleElement().isSameAs(list);
    }

    @Test
    void anEndlessPickleIsRefused() {
        PickleBuilder endless = PickleBuilder.start();
        for (int i = 0; i < 200; i++) {
            endless.raw('N', '0');
        }
        refuses(endless.unended(), "some.pt: the pickle has more than 100 instructions; such a file is not read.");
    }

    @Test
    void deepNestingIsRefused() {
        refuses(
                PickleBuilder.start().raw('(', '(', '(', '(', '(', '(').unended(),
                "some.pt: the pickle nests its values more than 5 deep; such a file is not read.");
    }

    @Test
    void aMemoBombIsRefused() {
        PickleBuilder memo = PickleBuilder.start().raw('N');
        PickleBuilder stack = PickleBuilder.start().raw('N');
        for (int i = 0; i < 30; i++) {
            memo.raw('q', i);
            stack.raw('2');
        }
        refuses(memo.unended(), "some.pt: the pickle keeps more than 20 values at once; such a file is not read.");
        refuses(stack.unended(), "some.pt: the pickle keeps more than 20 values at once; such a file is not read.");
    }

    @Test
    void lengthsThatLieAreRefused() {
        refuses(
                PickleBuilder.start().raw(0x95, 100, 0, 0, 0, 0, 0, 0, 0, 'N').end(),
                "some.pt: the frame at byte 2 of the pickle claims to be 100 bytes long, but only 2 follow; the file is damaged.");
        String truncated = "some.pt: the pickle ends in the middle of the instruction at byte 2; the file was cut off or is damaged.";
        refuses(PickleBuilder.start().raw(0x95, 0).unended(), truncated);
        refuses(PickleBuilder.start().raw('X').littleEndian(-1).raw('a').end(), truncated);
        refuses(PickleBuilder.start().raw(0x8d).rawBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0x80}).end(), truncated);
        refuses(PickleBuilder.start().raw('B').littleEndian(1_000_000).end(), truncated);
        refuses(PickleBuilder.start().raw('c').rawBytes(ascii("no line feed")).unended(), truncated);
        refuses(PickleBuilder.start().unended(), truncated);
    }

    @Test
    void instructionsThatMakeNoSenseAreRefused() {
        String nothingThere = "some.pt: the instruction at byte 2 of the pickle needs a value that is not there; the file is damaged.";
        refuses(PickleBuilder.start().end(), nothingThere);
        refuses(PickleBuilder.start().raw('R').end(), nothingThere);
        refuses(PickleBuilder.start().raw('t').end(), nothingThere);
        refuses(
                PickleBuilder.start().raw('N', '(', 'a').end(),
                "some.pt: the instruction at byte 4 of the pickle needs a value that is not there; the file is damaged.");
        refuses(
                PickleBuilder.start().raw('h', 9).end(),
                "some.pt: the instruction at byte 2 of the pickle wants value 9, which was never remembered; the file is damaged.");
        String senseless = "some.pt: the instruction at byte 4 of the pickle makes no sense; the file is damaged.";
        refuses(PickleBuilder.start().raw('N', 'N', 'R').end(), senseless);
        refuses(PickleBuilder.start().raw('N', 'N', 'a').end(), senseless);
        refuses(PickleBuilder.start().raw('N', 'N', 0x93).end(), senseless);
        refuses(PickleBuilder.start().raw('}', '(', 'N', 'u').end(), senseless.replace("byte 4", "byte 5"));
        refuses(
                PickleBuilder.start().raw(0x97).end(),
                "some.pt: the pickle has an unknown instruction at byte 2 (0x97); the file is damaged.");
        refuses(new PickleBuilder().raw(0x80, 6).end(), "some.pt: the pickle has protocol 6; Patchbay knows protocols up to 5.");
        refuses(
                PickleBuilder.start().global("torch", "refuse").raw(')', 'R').end(),
                "some.pt: torch.refuse is called at byte 17 of the pickle with arguments it does not take; the file is damaged.");
        refuses(
                PickleBuilder.start().raw('N', 'Q').end(),
                "some.pt: the pickle refers at byte 3 to something that is not a torch storage.");
    }

    @Property(tries = 500)
    void damagedPicklesAreReadOrRefusedButNeverBreakTheReader(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] pickle = Files.readAllBytes(Path.of("src/test/resources/pickles/containers-protocol-%d.pkl".formatted(random.nextInt(6))));
        for (int i = random.nextInt(5); i >= 0; i--) {
            pickle[random.nextInt(pickle.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(read(pickle)).isNotNull();
        } catch (CheckpointException e) {
            assertThat(e).hasMessageStartingWith("some.pt: ");
        }
    }

    private Object read(byte[] pickle) throws CheckpointException {
        return new PickleReader(FILE, MemorySegment.ofArray(pickle), ReadLimits.DEFAULT, recorder).read();
    }

    private void refuses(byte[] pickle, String sentence) {
        assertThatThrownBy(() -> new PickleReader(FILE, MemorySegment.ofArray(pickle), SMALL, recorder).read())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(sentence);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Entries of a dict, or pairs given to a call of {@code OrderedDict}. */
    private static Map<Object, Object> entries(Object value) {
        return value instanceof PickleDict dict ? dict.entries() : ((PickleObject) value).entries().entries();
    }

    private static List<Object> elements(Object value) {
        return value instanceof PickleTuple tuple ? tuple.elements() : ((PickleList) value).elements();
    }
}
