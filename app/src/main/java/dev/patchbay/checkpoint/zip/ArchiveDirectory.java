package dev.patchbay.checkpoint.zip;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the central directory of a mapped zip archive, with the 64-bit fields of large archives. (The JDK's zip classes do not tell the
 * position of an entry, so it could not be mapped.)
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, 4.3</a>
 */
public final class ArchiveDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int EXTRA_64 = 1;
    private static final int ENCRYPTED = 1;
    private static final int DEFLATED = 8;
    private static final long IN_64_BITS = 0xffff_ffffL;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final MemorySegment bytes;
    private final ReadLimits limits;

    public ArchiveDirectory(MappedFile file, ReadLimits limits) throws CheckpointException {
        this.file = file;
        this.bytes = file.segment();
        this.limits = limits;
    }

    /**
     * All entries by name, in the order of the directory.
     *
     * @throws CheckpointException if it is truncated or contradicts the file
     */
    public Map<String, ArchiveEntry> read() throws CheckpointException {
        long end = findEnd();
        long count = unsignedShort(end + 10);
        long start = unsignedInt(end + 16);
        if (count == 0xffff || start == IN_64_BITS || unsignedInt(end + 12) == IN_64_BITS) {
            long end64 = findEnd64(end);
            count = bytes.get(LONG, end64 + 32);
            start = bytes.get(LONG, end64 + 48);
        }
        if (count < 0 || count > limits.entries()) {
            throw new CheckpointException(
                    Message.of("checkpoint.torch.tooManyEntries", file.path(), Long.toUnsignedString(count), limits.entries()));
        }
        return readEntries(start, count, end);
    }

    /**
     * Position of the end record, the last part of a zip file except for a comment of stated length. Bytes after that are ignored, as in
     * PyTorch: some downloads are padded with zeros.
     */
    private long findEnd() throws CheckpointException {
        long last = file.size() - END_BYTES;
        long first = Math.max(0, last - LONGEST_COMMENT);
        for (long at = last; at >= first; at--) {
            if (bytes.get(INT, at) == END && at + END_BYTES + unsignedShort(at + 20) <= file.size()) {
                return at;
            }
        }
        throw new CheckpointException(Message.of("checkpoint.torch.noDirectory", file.path()));
    }

    private long findEnd64(long end) throws CheckpointException {
        long locator = end - LOCATOR_64_BYTES;
        if (locator < 0 || bytes.get(INT, locator) != LOCATOR_64) {
            throw damaged(end);
        }
        long end64 = bytes.get(LONG, locator + 8);
        if (end64 < 0 || end64 > locator - END_64_BYTES || bytes.get(INT, end64) != END_64) {
            throw damaged(locator);
        }
        return end64;
    }

    private Map<String, ArchiveEntry> readEntries(long start, long count, long end) throws CheckpointException {
        Map<String, ArchiveEntry> entries = new LinkedHashMap<>();
        long at = start;
        for (long i = 0; i < count; i++) {
            if (at < 0 || at > end - ENTRY_BYTES || bytes.get(INT, at) != ENTRY) {
                throw damaged(at);
            }
            long next = at + ENTRY_BYTES + unsignedShort(at + 28) + unsignedShort(at + 30) + unsignedShort(at + 32);
            if (next > end) {
                throw damaged(at);
            }
            ArchiveEntry entry = readEntry(at);
            if (entry.headerOffset() < 0
                    || entry.packed() < 0
                    || entry.size() < 0
                    || entry.headerOffset() > start - ArchiveEntry.LOCAL_HEADER_BYTES
                    || entry.packed() > start - ArchiveEntry.LOCAL_HEADER_BYTES - entry.headerOffset()) {
                throw new CheckpointException(Message.of("checkpoint.torch.entryOutside", file.path(), entry.name()));
            }
            if (entries.put(entry.name(), entry) != null) {
                throw new CheckpointException(Message.of("checkpoint.torch.entryTwice", file.path(), entry.name()));
            }
            at = next;
        }
        new ArchiveRanges(file.path(), limits).check(entries.values());
        return entries;
    }

    private ArchiveEntry readEntry(long at) throws CheckpointException {
        int nameBytes = unsignedShort(at + 28);
        String name = new String(bytes.asSlice(at + ENTRY_BYTES, nameBytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        long size = unsignedInt(at + 24);
        long compressed = unsignedInt(at + 20);
        long offset = unsignedInt(at + 42);
        if (size == IN_64_BITS || compressed == IN_64_BITS || offset == IN_64_BITS) {
            long extra = findExtra64(at + ENTRY_BYTES + nameBytes, unsignedShort(at + 30));
            long extraEnd = extra + 4 + unsignedShort(extra + 2);
            extra += 4;
            if (size == IN_64_BITS) {
                size = longOfExtra(extra, extraEnd);
                extra += Long.BYTES;
            }
            if (compressed == IN_64_BITS) {
                compressed = longOfExtra(extra, extraEnd);
                extra += Long.BYTES;
            }
            if (offset == IN_64_BITS) {
                offset = longOfExtra(extra, extraEnd);
            }
        }
        Packing packing = packing(unsignedShort(at + 8), unsignedShort(at + 10));
        if (packing == Packing.STORED && compressed != size) {
            throw damaged(at);
        }
        return new ArchiveEntry(file, name, offset, compressed, size, packing);
    }

    private static Packing packing(int flags, int method) {
        if ((flags & ENCRYPTED) != 0) {
            return Packing.OTHER;
        }
        return switch (method) {
            case 0 -> Packing.STORED;
            case DEFLATED -> Packing.DEFLATED;
            default -> Packing.OTHER;
        };
    }

    private long findExtra64(long start, int length) throws CheckpointException {
        long at = start;
        while (at + 4 <= start + length) {
            long next = at + 4 + unsignedShort(at + 2);
            if (unsignedShort(at) == EXTRA_64 && next <= start + length) {
                return at;
            }
            at = next;
        }
        throw damaged(start);
    }

    private long longOfExtra(long at, long end) throws CheckpointException {
        if (at + Long.BYTES > end) {
            throw damaged(at);
        }
        return bytes.get(LONG, at);
    }

    private int unsignedShort(long at) {
        return Short.toUnsignedInt(bytes.get(SHORT, at));
    }

    private long unsignedInt(long at) {
        return Integer.toUnsignedLong(bytes.get(INT, at));
    }

    private CheckpointException damaged(long at) {
        return new CheckpointException(Message.of("checkpoint.torch.directoryDamaged", file.path(), at));
    }
}
