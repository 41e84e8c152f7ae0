package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.pickle.PickleReader;
import dev.patchbay.checkpoint.storage.LegacyStorages;
import dev.patchbay.message.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the format of {@code torch.save} before PyTorch 1.6: five pickles one after the other (a magic number, the version 1001,
 * properties of the machine, the object, the keys of the storages), then the storages.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">serialization.py, {@code _legacy_load}</a>
 */
final class LegacyTorchFile {

    private static final BigInteger MAGIC_NUMBER = new BigInteger("1950a86a20f9469cfc6c", 16);

    /** The first pickle if it is in protocol 0 or 1. */
    static final String MAGIC_NUMBER_AS_TEXT = "L" + MAGIC_NUMBER + "L\n.";

    private static final long VERSION = 1001;

    private final MappedFile file;
    private final ReadLimits limits;
    private final TorchConstructors constructors;
    private long position;

    LegacyTorchFile(MappedFile file, ReadLimits limits, TorchConstructors constructors) {
        this.constructors = constructors;
        this.file = file;
        this.limits = limits;
    }

    /**
     * The object and its storages.
     *
     * @throws CheckpointException if this is another kind of pickle, or damaged
     */
    TorchContent read() throws CheckpointException {
        if (!pickle().equals(MAGIC_NUMBER)) {
            throw new CheckpointException(Message.of("checkpoint.torch.otherPickle", file.path()));
        }
        Object version = pickle();
        if (!version.equals(VERSION)) {
            throw new CheckpointException(
                    Message.of("checkpoint.torch.legacyVersion", file.path(), version instanceof Long number ? number.toString() : "?"));
        }
        // The properties say whether the machine was little-endian, but elements are always little-endian.
        pickle();
        Object root = pickle();
        List<String> keys = keys(pickle());
        return new TorchContent(root, constructors.suspicious(), new LegacyStorages(file, constructors.storages(), keys, position));
    }

    private Object pickle() throws CheckpointException {
        PickleReader reader = new PickleReader(file.path(), file.slice(position, file.size() - position), limits, constructors);
        Object value = reader.read();
        position += reader.bytesRead();
        return value;
    }

    private List<String> keys(Object value) throws CheckpointException {
        List<String> keys = new ArrayList<>();
        for (Object element : PickleValues.elements(value)) {
            if (!(element instanceof String key)) {
                throw new CheckpointException(Message.of("checkpoint.torch.badKeys", file.path()));
            }
            keys.add(key);
        }
        return keys;
    }
}
