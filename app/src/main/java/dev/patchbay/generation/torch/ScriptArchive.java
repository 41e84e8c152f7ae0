package dev.patchbay.generation.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs TorchScript source text as the archive that libtorch loads: source, an instance without attributes, and no weights. */
final class ScriptArchive {

    /** Lower versions lack {@code gelu(approximate=)}; libtorch 2.7 refuses higher ones. */
    private static final String FILE_FORMAT = "10\n";

    private static final String CLASS = "Kernels";
    private static final String HEAD = "class " + CLASS + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    /** The pickled empty tuple: no constants. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    /** Constant DOS time of the zip entries, so that the archive is reproducible. */
    private static final long TIME = 315_619_200_000L;

    private ScriptArchive() {}

    /** The archive of a class whose methods are {@code source}, unindented. */
    static byte[] pack(String source) throws IOException {
        StringBuilder code = new StringBuilder(HEAD);
        source.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> code.append("  ").append(line).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "kernels/data.pkl", instance());
            put(zip, "kernels/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
            put(zip, "kernels/constants.pkl", NO_CONSTANTS);
            put(zip, "kernels/version", FILE_FORMAT.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** Pickle of {@code __torch__.Kernels()} with {@code training = False}. */
    private static byte[] instance() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        pickle.write(("c__torch__\n" + CLASS + "\n").getBytes(StandardCharsets.US_ASCII)); // GLOBAL
        pickle.write(new byte[] {'q', 0, ')', (byte) 0x81, '}', '('}); // BINPUT 0, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK
        byte[] name = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.write(new byte[] {'X', (byte) name.length, 0, 0, 0}); // BINUNICODE
        pickle.write(name);
        pickle.write(new byte[] {'q', 1, (byte) 0x89, 'u', 'b', 'q', 2, '.'}); // BINPUT 1, NEWFALSE, SETITEMS, BUILD, BINPUT 2, STOP
        return pickle.toByteArray();
    }

    /** Entries are stored uncompressed, since libtorch maps them into memory. */
    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
