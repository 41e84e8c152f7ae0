package dev.patchbay.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes a zip archive as torch does (stored, data at multiples of 64), with holes for values, so that it takes no room. */
final class SparseArchive implements Closeable {

    private record Entry(String name, int crc, long size, long place) {}

    private final RandomAccessFile out;
    private final List<Entry> entries = new ArrayList<>();

    SparseArchive(Path file) throws IOException {
        this.out = new RandomAccessFile(file.toFile(), "rw");
    }

    void entry(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        start(name, (int) crc.getValue(), content.length);
        out.write(content);
    }

    /** An entry of zeros; its checksum is left 0, nobody reads it. */
    void hole(String name, long size) throws IOException {
        start(name, 0, size);
        out.seek(out.getFilePointer() + size);
    }

    private void start(String name, int crc, long size) throws IOException {
        long place = out.getFilePointer();
        entries.add(new Entry(name, crc, size, place));
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        int padding = (int) Math.floorMod(-(place + 30 + text.length + 4), 64L);
        ByteBuffer header = BenchFiles.little(30 + text.length + 4 + padding).putInt(0x04034b50);
        header.putInt(14, crc).putInt(18, (int) size).putInt(22, (int) size);
        header.putShort(26, (short) text.length).putShort(28, (short) (4 + padding)).put(30, text);
        header.putShort(30 + text.length, (short) 0x4246).putShort(32 + text.length, (short) padding);
        out.write(header.array());
    }

    @Override
    public void close() throws IOException {
        long directory = out.getFilePointer();
        for (Entry entry : entries) {
            out.write(directoryEntry(entry));
        }
        long end64 = out.getFilePointer();
        ByteBuffer end = BenchFiles.little(56 + 20 + 22).putInt(0x06064b50).putLong(44).putInt(0x002d001e);
        end.putLong(24, entries.size()).putLong(32, entries.size()).putLong(40, end64 - directory).putLong(48, directory);
        end.putInt(56, 0x07064b50).putLong(64, end64).putInt(72, 1);
        end.putInt(76, 0x06054b50).putShort(84, (short) -1).putShort(86, (short) -1).putInt(88, -1).putInt(92, -1);
        out.write(end.array());
        out.close();
    }

    private static byte[] directoryEntry(Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = BenchFiles.little(46 + name.length + 12).putInt(0x02014b50);
        bytes.putInt(16, entry.crc()).putInt(20, (int) entry.size()).putInt(24, (int) entry.size());
        bytes.putShort(28, (short) name.length).putShort(30, (short) 12).putInt(42, -1).put(46, name);
        bytes.putShort(46 + name.length, (short) 1).putShort(48 + name.length, (short) 8).putLong(50 + name.length, entry.place());
        return bytes.array();
    }
}
