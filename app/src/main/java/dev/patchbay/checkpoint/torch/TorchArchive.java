package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.storage.StorageBytes;
import dev.patchbay.checkpoint.storage.StorageSource;
import dev.patchbay.checkpoint.storage.TorchStorage;
import dev.patchbay.checkpoint.zip.ArchiveDirectory;
import dev.patchbay.checkpoint.zip.ArchiveEntry;
import dev.patchbay.message.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The zip archive that {@code torch.save} writes: one folder with the pickle as {@code data.pkl} and each storage as {@code data/<key>}.
 *
 * @param folder name of the folder, with the slash
 * @param bigEndian according to the entry {@code byteorder}
 */
record TorchArchive(MappedFile file, String folder, Map<String, ArchiveEntry> entries, boolean bigEndian) implements StorageSource {

    private static final String PICKLE = "data.pkl";

    /**
     * Reads the directory and finds the folder.
     *
     * @throws CheckpointException if this is another kind of zip archive
     */
    static TorchArchive open(MappedFile file, ReadLimits limits) throws CheckpointException {
        Map<String, ArchiveEntry> entries = new ArchiveDirectory(file, limits).read();
        String folder = entries.keySet().stream()
                .filter(name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1)
                .findFirst()
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .orElseThrow(() -> new CheckpointException(Message.of(
                        isExported(entries.keySet()) ? "checkpoint.torch.exported" : "checkpoint.torch.noPickle", file.path())));
        if (entries.containsKey(folder + "constants.pkl")) {
            throw new CheckpointException(Message.of("checkpoint.torch.script", file.path()));
        }
        return new TorchArchive(file, folder, entries, isBigEndian(file.path(), entries.get(folder + "byteorder")));
    }

    /** True for an archive of {@code torch.export.save}, which has an entry that says {@code pt2}. */
    private static boolean isExported(Set<String> names) {
        return names.stream().anyMatch(name -> name.endsWith("/archive_format"));
    }

    /**
     * Without the entry, as before PyTorch 2.1, elements have the order of the machine; little-endian is assumed, as big-endian ones were
     * rare.
     */
    private static boolean isBigEndian(Path path, @Nullable ArchiveEntry entry) throws CheckpointException {
        if (entry == null) {
            return false;
        }
        byte[] name = entry.content(Arena.ofAuto(), 0, Math.min(entry.size(), 16)).toArray(ValueLayout.JAVA_BYTE);
        return switch (new String(name, StandardCharsets.US_ASCII).strip()) {
            case "little" -> false;
            case "big" -> true;
            default -> throw new CheckpointException(Message.of("checkpoint.torch.byteOrder", path));
        };
    }

    @Override
    public Path path() {
        return file.path();
    }

    /**
     * The pickle, mapped or unpacked.
     *
     * @throws CheckpointException if it exceeds the limits
     */
    MemorySegment pickle(ReadLimits limits) throws CheckpointException {
        ArchiveEntry pickle = entries.get(folder + PICKLE);
        if (pickle == null) {
            throw new CheckpointException(Message.of("checkpoint.torch.noPickle", file.path()));
        }
        if (pickle.size() > limits.headerBytes()) {
            throw new CheckpointException(Message.of("checkpoint.pickle.tooLong", file.path(), pickle.size(), limits.headerBytes()));
        }
        return pickle.content(Arena.ofAuto(), 0, pickle.size());
    }

    @Override
    public Optional<StorageBytes> find(TorchStorage storage) throws CheckpointException {
        ArchiveEntry entry = entries.get(folder + "data/" + storage.key());
        if (entry != null) {
            entry.checkPacking();
        }
        return Optional.ofNullable(entry);
    }
}
