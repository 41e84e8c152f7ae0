package dev.patchbay.checkpoint.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes GGUF files byte by byte, honest or not. */
public final class GgufFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Magic, version and the two counts, which nobody checks. */
    public GgufFile start(int version, long tensors, long values) {
        return raw("GGUF".getBytes(StandardCharsets.US_ASCII)).int32(version).int64(tensors).int64(values);
    }

    public GgufFile int32(int value) {
        return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    public GgufFile int64(long value) {
        return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    public GgufFile text(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return int64(content.length).raw(content);
    }

    /** A key-value that is a text. */
    public GgufFile value(String key, String value) {
        return text(key).int32(8).text(value);
    }

    /** @param sizes in the order of the file, fastest first */
    public GgufFile tensor(String name, int type, long offset, long... sizes) {
        text(name).int32(sizes.length);
        for (long size : sizes) {
            int64(size);
        }
        return int32(type).int64(offset);
    }

    public GgufFile raw(byte... content) {
        bytes.writeBytes(content);
        return this;
    }

    /** Zeros up to the next multiple. */
    public GgufFile align(int alignment) {
        return raw(new byte[Math.floorMod(-bytes.size(), alignment)]);
    }

    public byte[] content() {
        return bytes.toByteArray();
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, content());
    }
}
