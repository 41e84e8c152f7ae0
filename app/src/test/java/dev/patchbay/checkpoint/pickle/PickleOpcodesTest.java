package dev.patchbay.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.ReadLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every instruction of {@code pickletools.opcodes}, protocols 0 to 5, and what a pickle with it gives. Buffers outside the pickle are the
 * only exception: {@code torch.save} has no place for them.
 */
class PickleOpcodesTest {

    /** Instructions as text: letters stand for themselves, {@code <80 02>} for bytes in hexadecimal. */
    private static final String[][] TABLE = {
        // numbers and constants
        {"INT", "I-7<0a>.", "-7"},
        {"INT", "I01<0a>.", "true"},
        {"BININT", "J<ff ff ff ff>.", "-1"},
        {"BININT1", "K<c8>.", "200"},
        {"BININT2", "M<00 01>.", "256"},
        {"LONG", "L12345678901234567890L<0a>.", "12345678901234567890"},
        {"LONG1", "<8a 01 fe>.", "-2"},
        {"LONG4", "<8b 01 00 00 00 05>.", "5"},
        {"FLOAT", "F1.5<0a>.", "1.5"},
        {"BINFLOAT", "G<bf e0 00 00 00 00 00 00>.", "-0.5"},
        {"NONE", "N.", "None"},
        {"NEWTRUE", "<88>.", "true"},
        {"NEWFALSE", "<89>.", "false"},
        // texts and bytes
        {"STRING", "S'a'<0a>.", "'a'"},
        {"BINSTRING", "T<01 00 00 00>a.", "'a'"},
        {"SHORT_BINSTRING", "U<01>a.", "'a'"},
        {"UNICODE", "Va<0a>.", "'a'"},
        {"BINUNICODE", "X<02 00 00 00 c3 bc>.", "'ü'"},
        {"SHORT_BINUNICODE", "<8c 02 c3 bc>.", "'ü'"},
        {"BINUNICODE8", "<8d 01 00 00 00 00 00 00 00>a.", "'a'"},
        {"BINBYTES", "B<03 00 00 00>abc.", "bytes(3)"},
        {"SHORT_BINBYTES", "C<03>abc.", "bytes(3)"},
        {"BINBYTES8", "<8e 03 00 00 00 00 00 00 00>abc.", "bytes(3)"},
        {"BYTEARRAY8", "<96 03 00 00 00 00 00 00 00>abc.", "bytes(3)"},
        // containers
        {"EMPTY_LIST", "].", "[]"},
        {"APPEND", "]Na.", "[None]"},
        {"APPENDS", "](NNe.", "[None, None]"},
        {"LIST", "(K<01>K<02>l.", "[1, 2]"},
        {"EMPTY_TUPLE", ").", "()"},
        {"TUPLE", "(K<01>K<02>t.", "(1, 2)"},
        {"TUPLE1", "K<01 85>.", "(1)"},
        {"TUPLE2", "K<01>K<02 86>.", "(1, 2)"},
        {"TUPLE3", "K<01>K<02>K<03 87>.", "(1, 2, 3)"},
        {"EMPTY_DICT", "}.", "{}"},
        {"DICT", "(U<01>aK<01>d.", "{a=1}"},
        {"SETITEM", "}U<01>aK<01>s.", "{a=1}"},
        {"SETITEMS", "}(U<01>aK<01>K<02>K<03>u.", "{a=1, 2=3}"},
        {"EMPTY_SET", "<8f>.", "[]"},
        {"ADDITEMS", "<8f>(K<01>K<02 90>.", "[1, 2]"},
        {"FROZENSET", "(K<01>K<02 91>.", "[1, 2]"},
        {"MARK", "(t.", "()"},
        // stack and memo
        {"POP", "K<01>N0.", "1"},
        {"POP_MARK", "K<01>(NN1.", "1"},
        {"DUP", "K<01>2<86>.", "(1, 1)"},
        {"PUT", "K<01>p5<0a>0g5<0a>.", "1"},
        {"GET", "K<01>p5<0a>g5<0a 86>.", "(1, 1)"},
        {"BINPUT", "K<01>q<05>0h<05>.", "1"},
        {"BINGET", "K<01>q<05>h<05 86>.", "(1, 1)"},
        {"LONG_BINPUT", "K<01>r<00 01 00 00>0j<00 01 00 00>.", "1"},
        {"LONG_BINGET", "K<01>r<00 01 00 00>j<00 01 00 00 86>.", "(1, 1)"},
        {"MEMOIZE", "K<01 94>0h<00>.", "1"},
        // what Python would import and call, inert here
        {"GLOBAL", "cposix<0a>system<0a>.", "posix.system"},
        {"STACK_GLOBAL", "U<05>posixU<06>system<93>.", "posix.system"},
        {"EXT1", "<82 07>.", "copyreg.extension_7"},
        {"EXT2", "<83 07 00>.", "copyreg.extension_7"},
        {"EXT4", "<84 07 00 00 00>.", "copyreg.extension_7"},
        {"REDUCE", "cposix<0a>system<0a>U<02>id<85>R.", "call of posix.system('id')"},
        {"BUILD", "cposix<0a>system<0a>)RU<02>idb.", "call of posix.system() with state 'id'"},
        {"INST", "(U<02>idiposix<0a>system<0a>.", "call of posix.system('id')"},
        {"OBJ", "(cposix<0a>system<0a>U<02>ido.", "call of posix.system('id')"},
        {"NEWOBJ", "cposix<0a>system<0a>U<02>id<85 81>.", "call of posix.system('id')"},
        {"NEWOBJ_EX", "cposix<0a>system<0a>U<02>id<85>}<92>.", "call of posix.system('id')"},
        {"PERSID", "Pstorage<0a>.", "reference to 'storage'"},
        {"BINPERSID", "U<07>storageQ.", "reference to 'storage'"},
        // framing
        {"PROTO", "<80 05>N.", "None"},
        {"FRAME", "<80 04 95 02 00 00 00 00 00 00 00>N.", "None"},
        {"STOP", "N.", "None"},
    };

    /** The instructions that {@code torch.save} of PyTorch 2.14 writes for a state dict, by {@code pickle_protocol}. */
    private static final Map<Integer, List<String>> WRITTEN_BY_TORCH = Map.of(
            2, List.of("BINGET", "BININT1", "BINPERSID", "BINPUT", "BINUNICODE", "EMPTY_TUPLE", "GLOBAL", "MARK", "NEWFALSE", "NEWTRUE",
                    "PROTO", "REDUCE", "SETITEMS", "STOP", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"),
            5, List.of("BINGET", "BININT1", "BINPERSID", "EMPTY_TUPLE", "FRAME", "MARK", "MEMOIZE", "NEWFALSE", "NEWTRUE", "PROTO",
                    "REDUCE", "SETITEMS", "SHORT_BINUNICODE", "STACK_GLOBAL", "STOP", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"));

    static Stream<Arguments> table() {
        return Stream.of(TABLE).map(row -> Arguments.argumentSet(row[0] + " " + row[1], row[1], row[2]));
    }

    @ParameterizedTest
    @MethodSource("table")
    void anInstructionGivesItsValue(String pickle, String value) throws IOException {
        assertThat(shown(new PickleReader(Path.of("x.pt"), MemorySegment.ofArray(bytes(pickle)), ReadLimits.DEFAULT, new Inert()).read()))
                .isEqualTo(value);
    }

    /** {@code NEXT_BUFFER} (0x97) and {@code READONLY_BUFFER} (0x98) need a second stream beside the pickle. */
    @Test
    void theTableHasAllButTheInstructionsForOtherStreams() {
        TreeSet<String> names = Stream.of(TABLE).map(row -> row[0]).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).hasSize(68 - 2);
        WRITTEN_BY_TORCH.values().forEach(written -> assertThat(names).containsAll(written));
    }

    private static byte[] bytes(String pickle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String piece : pickle.split("(?=<)|(?<=>)")) {
            if (piece.startsWith("<")) {
                for (String hex : piece.substring(1, piece.length() - 1).split(" ")) {
                    bytes.write(Integer.parseInt(hex, 16));
                }
            } else {
                bytes.writeBytes(piece.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toByteArray();
    }

    private static String shown(Object value) {
        return switch (value) {
            case PickleNone none -> "None";
            case String text -> "'" + text + "'";
            case PickleBytes bytes -> "bytes(" + bytes.length() + ")";
            case PickleList list -> "[" + joined(list.elements()) + "]";
            case PickleTuple tuple -> "(" + joined(tuple.elements()) + ")";
            case PickleDict dict -> {
                Map<String, String> entries = new TreeMap<>((left, right) -> right.compareTo(left));
                dict.entries().forEach((key, entry) -> entries.put(key.toString(), shown(entry)));
                yield entries.toString();
            }
            case PickleObject object -> {
                String state = object.state() == PickleNone.NONE ? "" : " with state " + shown(object.state());
                yield "call of " + object.callable() + "(" + joined(object.arguments()) + ")" + state;
            }
            default -> value.toString();
        };
    }

    private static String joined(List<Object> values) {
        return values.stream().map(PickleOpcodesTest::shown).collect(Collectors.joining(", "));
    }

    /** Knows no class. */
    private static final class Inert implements PickleConstructors {

        @Override
        public void named(PickleGlobal global) {}

        @Override
        public Optional<Object> call(PickleGlobal callable, List<Object> arguments) {
            return Optional.of(new PickleObject(callable, arguments));
        }

        @Override
        public Optional<Object> persistent(Object id) {
            return Optional.of(new Reference(id.toString()));
        }
    }

    private record Reference(String id) {

        @Override
        public String toString() {
            return "reference to '" + id + "'";
        }
    }
}
