package dev.patchbay.fuzz;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.torch.TorchFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** An index of these bytes, beside the shards {@code a} (safetensors, with the tensor {@code w}) and {@code b} (torch, with {@code v}). */
public final class ShardIndexFuzz {

    private static final ScratchFile FILE = new ScratchFile("model.safetensors.index.json");

    static {
        byte[] header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer shard = ByteBuffer.allocate(Long.BYTES + header.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Files.write(FILE.path().resolveSibling("a"), shard.putLong(header.length).put(header).array());
            PickleBuilder pickle = PickleBuilder.start().raw('}').text("v").tensor("ByteStorage", "0", 0, new long[] {1}, new long[] {1})
                    .raw('s');
            TorchFile.write(FILE.path().resolveSibling("b"), pickle.end(), new byte[1]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ShardIndexFuzz() {}

    public static void fuzzerTestOneInput(byte[] index) throws IOException {
        FILE.open(index);
    }
}
