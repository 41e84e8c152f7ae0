package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.nio.file.Path;

/**
 * Checks a tensor that a pickle describes against the storages and finds its bytes.
 *
 * @param storages where the elements are
 * @param limits how much larger a tensor may be than its stored bytes
 */
public record TensorPlacement(StorageSource storages, ReadLimits limits) {

    private static final int MAX_DIMENSIONS = 64;

    /** @throws CheckpointException naming the tensor, if type, shape or position are invalid */
    public StoredTensor place(String name, TorchTensor tensor) throws CheckpointException {
        DType dtype = TorchTypes.elementType(tensor.type())
                .orElseThrow(() -> fault("checkpoint.torch.unknownDtype", name, tensor.type()));
        StorageBytes storage = storages.find(tensor.storage())
                .orElseThrow(() -> fault("checkpoint.torch.storageMissing", name, tensor.storage().key()));
        Shape shape = shape(name, tensor);
        StrideList strides = new StrideList(tensor.strides());
        checkRange(name, tensor, dtype, shape, storage);
        TensorInfo info = new TensorInfo(name, dtype, shape);
        int width = dtype.bits() / Byte.SIZE;
        long begin = shape.elements() == 0 ? 0 : tensor.offset() * width;
        TensorData data = new StorageTensorData(info, storage, tensor.offset(), strides);
        Message location = Message.of("checkpoint.torch.location", fileName(), storage.name(), begin, begin + info.bytes());
        return new StoredTensor(info, storages.bigEndian() && width > 1 ? new SwappedTensorData(data) : data, location.text());
    }

    private Shape shape(String name, TorchTensor tensor) throws CheckpointException {
        boolean sensible = tensor.sizes().size() <= MAX_DIMENSIONS
                && tensor.sizes().size() == tensor.strides().size()
                && tensor.sizes().stream().allMatch(size -> size >= 0)
                && tensor.strides().stream().allMatch(stride -> stride >= 0)
                && tensor.offset() >= 0;
        if (!sensible) {
            throw fault("checkpoint.torch.badShape", name);
        }
        return Shape.of(tensor.sizes());
    }

    private void checkRange(String name, TorchTensor tensor, DType dtype, Shape shape, StorageBytes storage)
            throws CheckpointException {
        try {
            long bytes = dtype.byteSize(shape.elements());
            long last = shape.elements() == 0 ? 0 : Math.addExact(tensor.offset(), new StrideList(tensor.strides()).span(shape)) + 1;
            long needed = Math.multiplyExact(last, dtype.bits() / Byte.SIZE);
            if (needed > storage.size()) {
                throw fault("checkpoint.torch.storageTooSmall", name, tensor.storage().key(), needed, storage.size());
            }
            if (bytes - storage.size() > limits.expandedBytes()) {
                throw fault("checkpoint.torch.repeated", name, shape, storage.size(), bytes);
            }
        } catch (ArithmeticException e) {
            throw new CheckpointException(Message.of("checkpoint.impossibleShape", storages.path(), name, shape, dtype), e);
        }
    }

    private String fileName() {
        Path path = storages.path();
        return String.valueOf(path.getFileName());
    }

    /** Argument 0 of the message is the file, 1 the tensor. */
    private CheckpointException fault(String key, String name, Object... what) {
        Object[] arguments = new Object[2 + what.length];
        arguments[0] = storages.path();
        arguments[1] = name;
        System.arraycopy(what, 0, arguments, 2, what.length);
        return new CheckpointException(Message.of(key, arguments));
    }
}
