package dev.patchbay.mapping;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tensors for a checkpoint on disk. */
final class StateDict {

    private final List<TensorInfo> infos = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();

    StateDict with(String name, Shape shape, float... floats) {
        byte[] bytes = new byte[floats.length * 4];
        FloatCodec.encode(DType.F32, floats, MemorySegment.ofArray(bytes));
        return bytes(name, DType.F32, shape, bytes);
    }

    StateDict bytes(String name, DType type, Shape shape, byte[] bytes) {
        infos.add(new TensorInfo(name, type, shape));
        values.add(bytes);
        return this;
    }

    List<TensorInfo> infos() {
        return infos;
    }

    Checkpoint save(Path path) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        for (byte[] bytes : values) {
            offsets.add(all.size());
            all.writeBytes(bytes);
        }
        Files.write(path, all.toByteArray());
        MappedFile file = new MappedFile(path);
        List<StoredTensor> tensors = new ArrayList<>();
        for (int i = 0; i < infos.size(); i++) {
            TensorInfo info = infos.get(i);
            tensors.add(new StoredTensor(info, new MappedTensorData(info, file, offsets.get(i)), "values.bin"));
        }
        return new Checkpoint(
                path, CheckpointFormat.SAFETENSORS, CheckpointLayout.SINGLE_FILE, tensors, Map.of(), Map.of(), List.of(), file);
    }
}
