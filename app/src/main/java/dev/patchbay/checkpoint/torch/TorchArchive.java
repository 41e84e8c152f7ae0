package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The zip archive that {@code torch.save} writes: everything in one folder, the pickle in {@code data.pkl}, each storage in {@code
 * data/<key>}.
 *
 * @param folder the folder's name with the slash
 */
record TorchArchive(MappedFile file, String folder, Map<String, ArchiveEntry> entries) {

    private static final String PICKLE = "data.pkl";

    /** Reads the directory and finds the folder; a {@link CheckpointException} if this is some other zip archive. */
    static TorchArchive open(MappedFile file, ReadLimits limits) throws CheckpointException {
        Map<String, ArchiveEntry> entries = new ArchiveDirectory(file, limits).read();
        String folder = entries.keySet().stream()
                .filter(name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.length() - PICKLE.length() - 1)
                .findFirst()
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .orElseThrow(() -> new CheckpointException(Message.of("checkpoint.torch.noPickle", file.path())));
        TorchArchive archive = new TorchArchive(file, folder, entries);
        archive.checkKind();
        return archive;
    }

    private void checkKind() throws CheckpointException {
        if (entries.containsKey(folder + "constants.pkl")) {
            throw new CheckpointException(Message.of("checkpoint.torch.script", file.path()));
        }
        ArchiveEntry byteOrder = entries.get(folder + "byteorder");
        if (byteOrder != null) {
            byte[] name = byteOrder.content(0, Math.min(byteOrder.size(), 16)).toArray(ValueLayout.JAVA_BYTE);
            if (!new String(name, StandardCharsets.US_ASCII).strip().equals("little")) {
                throw new CheckpointException(Message.of("checkpoint.torch.byteOrder", file.path()));
            }
        }
    }

    /** The pickle, mapped; a {@link CheckpointException} if it is longer than the limits allow. */
    MemorySegment pickle(ReadLimits limits) throws CheckpointException {
        ArchiveEntry pickle = entries.get(folder + PICKLE);
        if (pickle == null) {
            throw new CheckpointException(Message.of("checkpoint.torch.noPickle", file.path()));
        }
        if (pickle.size() > limits.headerBytes()) {
            throw new CheckpointException(Message.of("checkpoint.pickle.tooLong", file.path(), pickle.size(), limits.headerBytes()));
        }
        return pickle.content(0, pickle.size());
    }

    /** The bytes of a storage, if the archive has them. */
    Optional<ArchiveEntry> storage(String key) {
        return Optional.ofNullable(entries.get(folder + "data/" + key));
    }
}
