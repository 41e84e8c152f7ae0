package dev.patchbay.export.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.files.reading.Sha256;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeSet;

/** SHA-256 of the tensors that an export was made from, to find the source file again later. */
final class SourceHash {

    private static final int CHUNK = 1 << 24;

    private SourceHash() {}

    /** Over name, dtype, shape and bytes of each stored tensor that is used, sorted by name. No other tensor is read. */
    static String ofValues(Checkpoint checkpoint, List<ExportTensor> tensors) throws IOException {
        Sha256 sum = new Sha256();
        TreeSet<String> names = new TreeSet<>();
        tensors.forEach(tensor -> names.addAll(tensor.sources()));
        for (String name : names) {
            StoredTensor tensor = checkpoint.tensor(name).orElseThrow();
            head(sum.digest(), tensor);
            try (Arena arena = Arena.ofConfined()) {
                tensor.data().read(arena, bytes -> update(sum.digest(), bytes));
            }
        }
        return sum.hexadecimal();
    }

    /** Over name, dtype and shape of every tensor, sorted by name. */
    static String ofIndex(Checkpoint checkpoint) {
        Sha256 sum = new Sha256();
        for (String name : new TreeSet<>(checkpoint.tensors().keySet())) {
            head(sum.digest(), checkpoint.tensor(name).orElseThrow());
        }
        return sum.hexadecimal();
    }

    private static void head(MessageDigest digest, StoredTensor tensor) {
        String line = tensor.info().name() + " " + tensor.info().dtype() + " " + tensor.info().shape() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    private static long update(MessageDigest digest, MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            digest.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return bytes.byteSize();
    }
}
