package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The storages of a legacy torch file, one after the other in the order of its list of keys. The position of each follows from the sizes
 * of those before it, as the pickle states them, so no storage has to be read.
 */
public final class LegacyStorages implements StorageSource {

    private final MappedFile file;
    private final Map<String, LegacyStorage> places = new LinkedHashMap<>();

    /**
     * Computes the position of every storage.
     *
     * @param described storages that the pickle refers to
     * @param keys in the order in which the storages follow
     * @param start position of the first one
     * @throws CheckpointException if keys and pickle contradict each other, or the file is too short
     */
    public LegacyStorages(MappedFile file, List<TorchStorage> described, List<String> keys, long start) throws CheckpointException {
        this.file = file;
        Map<String, TorchStorage> byKey = byKey(described);
        long at = start;
        for (String key : keys) {
            TorchStorage storage = byKey.get(key);
            if (storage == null) {
                throw fault("checkpoint.torch.storageNotDescribed", key);
            }
            long rest = file.size() - at - Long.BYTES;
            long width = width(storage);
            if (storage.elements() < 0 || rest < 0 || storage.elements() > rest / width) {
                throw fault("checkpoint.torch.storageBeyondFile", key, storage.elements(), width, Math.max(0, rest));
            }
            long size = storage.elements() * width;
            if (places.put(key, new LegacyStorage(file, key, storage.elements(), at, 0, size)) != null) {
                throw fault("checkpoint.torch.storageTwice", key);
            }
            at += Long.BYTES + size;
        }
    }

    /** One description for each key. Several for one key have to agree, or the positions of all later storages would be unknown. */
    private Map<String, TorchStorage> byKey(List<TorchStorage> described) throws CheckpointException {
        Map<String, TorchStorage> byKey = new LinkedHashMap<>();
        for (TorchStorage storage : described) {
            TorchStorage other = byKey.putIfAbsent(storage.key(), storage);
            if (other != null && (other.elements() != storage.elements() || width(other) != width(storage))) {
                throw fault("checkpoint.torch.storageContradicted", storage.key());
            }
        }
        return byKey;
    }

    private long width(TorchStorage storage) throws CheckpointException {
        return TorchTypes.storageWidth(storage.type())
                .orElseThrow(() -> fault("checkpoint.torch.storageType", storage.key(), storage.type()));
    }

    @Override
    public Path path() {
        return file.path();
    }

    /**
     * Never: in this format {@code torch.save} converted elements to little-endian on every machine ({@code THPStorage_writeFileRaw}).
     */
    @Override
    public boolean bigEndian() {
        return false;
    }

    @Override
    public Optional<StorageBytes> find(TorchStorage storage) throws CheckpointException {
        LegacyStorage whole = places.get(storage.key());
        if (whole == null || storage.view().isEmpty()) {
            return Optional.ofNullable(whole);
        }
        StorageView view = storage.view().get();
        if (view.offset() < 0 || view.elements() < 0 || view.offset() > whole.elements() - view.elements()) {
            throw fault("checkpoint.torch.viewOutside", storage.key(), view.offset(), view.elements(), whole.elements());
        }
        long width = width(storage);
        return Optional.of(new LegacyStorage(
                file, whole.key(), whole.elements(), whole.countAt(), view.offset() * width, view.elements() * width));
    }

    /** Argument 0 of the message is the file, 1 the storage. */
    private CheckpointException fault(String key, String storage, Object... what) {
        Object[] arguments = new Object[2 + what.length];
        arguments[0] = file.path();
        arguments[1] = storage;
        System.arraycopy(what, 0, arguments, 2, what.length);
        return new CheckpointException(Message.of(key, arguments));
    }
}
