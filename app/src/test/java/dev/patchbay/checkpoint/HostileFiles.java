package dev.patchbay.checkpoint;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.torch.TorchFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Torch files that nobody should trust, by the names under which the corpus lists them. */
final class HostileFiles {

    private static final byte[] SIX_BYTES = new byte[6];
    private static final long HUGE = 1L << 40;

    private static final Map<String, Generator> GENERATORS = Map.ofEntries(
            Map.entry("otherZip", file -> zip(file, "readme.txt", "deep/down/data.pkl")),
            Map.entry("script", file -> zip(file, "model/data.pkl", "model/constants.pkl")),
            Map.entry("entryTwice", HostileFiles::entryTwice),
            Map.entry("compressedPickleDamaged", HostileFiles::compressedPickleDamaged),
            Map.entry("encrypted", HostileFiles::encrypted),
            Map.entry("zipBomb", file -> inDirectory(file, (bytes, directory) -> claim(bytes, thirdLine(directory), 1 << 20))),
            Map.entry("pickleBomb", file -> inDirectory(file, (bytes, directory) -> claim(bytes, directory, 1 << 26))),
            Map.entry("unpackedTooLong", file -> inDirectory(file, (bytes, directory) -> claim(bytes, thirdLine(directory), 3 << 30))),
            Map.entry("entriesOverlap", HostileFiles::entriesOverlap),
            Map.entry("directoryCutOff", HostileFiles::directoryCutOff),
            Map.entry("tensorBeyondStorage", file -> pickled(file, oneTensor(longs(7), longs(1)))),
            Map.entry("stridesBeyondStorage", file -> pickled(file, oneTensor(longs(2, 3), longs(4, 1)))),
            Map.entry("stridesMissing", file -> pickled(file, oneTensor(longs(6), longs()))),
            Map.entry("sizeNegative", file -> pickled(file, oneTensor(longs(-6), longs(1)))),
            Map.entry("strideNegative", file -> pickled(file, oneTensor(longs(6), longs(-1)))),
            Map.entry("tooManyDimensions", file -> pickled(file, oneTensor(new long[65], new long[65]))),
            Map.entry("sizeOverflows", file -> pickled(file, oneTensor(longs(HUGE, HUGE), longs(0, 0)))),
            Map.entry("blownUp", file -> pickled(file, oneTensor(longs(HUGE), longs(0)))),
            Map.entry("storageElsewhere", file -> pickled(file, stored("ByteStorage", "../../secret"))),
            Map.entry("unknownElements", file -> pickled(file, stored("QInt8Storage", "0"))),
            Map.entry("noTensors", file -> pickled(file, PickleBuilder.start().raw('}'))),
            Map.entry("badCall",
                    file -> pickled(file, PickleBuilder.start().global("torch._utils", "_rebuild_tensor_v2").raw('N', 0x85, 'R'))),
            Map.entry("twoOfOneName", HostileFiles::twoOfOneName),
            Map.entry("containsItself", file -> pickled(file, PickleBuilder.start().raw('}', 'q', 0).text("again").raw('h', 0, 's'))),
            Map.entry("sharedPartsMultiply",
                    file -> pickled(file, doubled(PickleBuilder.start().raw('}').text("x").number(1).raw('s'), 22))),
            Map.entry("namesGrow", HostileFiles::namesGrow));

    private HostileFiles() {}

    /** Writes the file of this name. */
    static Path write(String generator, Path file) throws IOException {
        Objects.requireNonNull(GENERATORS.get(generator), generator).write(file);
        return file;
    }

    /** Names of all generators. */
    static Set<String> names() {
        return GENERATORS.keySet();
    }

    @FunctionalInterface
    private interface Generator {

        void write(Path file) throws IOException;
    }

    private static void zip(Path file, String... entries) throws IOException {
        try (TorchFile torch = TorchFile.create(file)) {
            for (String entry : entries) {
                torch.stored(entry, SIX_BYTES);
            }
        }
    }

    private static void entryTwice(Path file) throws IOException {
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", PickleBuilder.start().raw('N').end());
            torch.stored("archive/data/0", SIX_BYTES).stored("archive/data/1", SIX_BYTES);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("archive/data/1", "archive/data/0");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static void compressedPickleDamaged(Path file) throws IOException {
        try (TorchFile torch = TorchFile.create(file)) {
            torch.compressed("archive/data.pkl", oneTensor(longs(6), longs(1)).end()).stored("archive/data/0", SIX_BYTES);
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 60, 80, (byte) 0xff);
        Files.write(file, bytes);
    }

    /** The first flag of the pickle's line in the directory. */
    private static void encrypted(Path file) throws IOException {
        inDirectory(file, (bytes, directory) -> bytes.put(directory + 8, (byte) 1));
    }

    private static void entriesOverlap(Path file) throws IOException {
        inDirectory(file, (bytes, directory) -> {
            int second = directory + 46 + "archive/data.pkl".length();
            bytes.putInt(second + 42, bytes.getInt(directory + 42));
        });
    }

    /** That an entry is deflated and unpacks to so many bytes. */
    private static void claim(ByteBuffer bytes, int line, int size) {
        bytes.putShort(line + 10, (short) 8).putInt(line + 24, size);
    }

    /** The storage comes after pickle and byte order. */
    private static int thirdLine(int directory) {
        return directory + 2 * 46 + "archive/data.pklarchive/byteorder".length();
    }

    private static void inDirectory(Path file, BiConsumer<ByteBuffer, Integer> change) throws IOException {
        pickled(file, oneTensor(longs(6), longs(1)));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(bytes, bytes.getInt(bytes.capacity() - 22 + 16));
        Files.write(file, bytes.array());
    }

    private static void directoryCutOff(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(TorchFile.write(file, oneTensor(longs(6), longs(1)).end(), SIX_BYTES));
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    }

    private static void twoOfOneName(Path file) throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("a.b").tensor("ByteStorage", "0", 0, longs(6), longs(1));
        pickle.text("a").raw('}').text("b").tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s', 'u');
        pickled(file, pickle);
    }

    private static void namesGrow(Path file) throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("k".repeat(100_000));
        pickled(file, doubled(pickle.tensor("ByteStorage", "0", 0, longs(6), longs(1)).raw('s'), 20));
    }

    /** So many dicts, each holding the one before twice. */
    private static PickleBuilder doubled(PickleBuilder pickle, int times) {
        for (int i = 0; i < times; i++) {
            pickle.raw('q', i, '0', '}', '(').text("l").raw('h', i).text("r").raw('h', i, 'u');
        }
        return pickle;
    }

    private static PickleBuilder oneTensor(long[] sizes, long[] strides) {
        return PickleBuilder.start().raw('}').text("w").tensor("ByteStorage", "0", 0, sizes, strides).raw('s');
    }

    private static PickleBuilder stored(String storageType, String key) {
        return PickleBuilder.start().raw('}').text("w").tensor(storageType, key, 0, longs(6), longs(1)).raw('s');
    }

    private static void pickled(Path file, PickleBuilder pickle) throws IOException {
        TorchFile.write(file, pickle.end(), SIX_BYTES);
    }

    private static long[] longs(long... numbers) {
        return numbers;
    }
}
