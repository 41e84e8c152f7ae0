package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DescribedData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Values in a file on a server, fetched at each read.
 *
 * @param info the tensor as the file names it
 * @param offset position of the first byte in the file
 */
record RemoteTensorData(TensorInfo info, RemoteFile file, long offset) implements DescribedData {

    /** Bytes of one request. */
    private static final int PIECE = 16 << 20;

    @Override
    public List<TensorOrigin> origins() {
        return List.of(new TensorOrigin(file.address().path().toString(), info.name()));
    }

    @Override
    public boolean isMade() {
        return true;
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        long length = info.bytes();
        if (length > Integer.MAX_VALUE) {
            throw new CheckpointException(Message.of("checkpoint.remote.tooMuch", file.address().text(), Integer.MAX_VALUE));
        }
        MemorySegment bytes = arena.allocate(length, Long.BYTES);
        for (long at = 0; at < length; at += PIECE) {
            byte[] piece = file.values(offset + at, (int) Math.min(PIECE, length - at));
            MemorySegment.copy(piece, 0, bytes, ValueLayout.JAVA_BYTE, at, piece.length);
        }
        return bytes;
    }
}
