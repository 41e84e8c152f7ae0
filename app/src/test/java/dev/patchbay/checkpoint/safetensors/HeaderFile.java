package dev.patchbay.checkpoint.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes safetensors files with any header, honest or not. */
public final class HeaderFile {

    private HeaderFile() {}

    /** A file of this header and so many zero bytes of data. */
    public static Path write(Path file, String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return write(file, json.length, json, dataBytes);
    }

    public static Path write(Path file, long claimedLength, byte[] json, int dataBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(claimedLength).put(json);
        return Files.write(file, buffer.array());
    }
}
