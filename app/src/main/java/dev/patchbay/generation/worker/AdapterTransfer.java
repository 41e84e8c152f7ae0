package dev.patchbay.generation.worker;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.files.reading.Sha256;
import dev.patchbay.generation.AppliedAdapter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * An adapter packed for its way to a worker, in a temporary file.
 *
 * @param sha256 of the file, in hexadecimal
 * @param checksum CRC-32C of the file
 */
record AdapterTransfer(Path file, long size, String sha256, long checksum) implements Closeable {

    static AdapterTransfer pack(AppliedAdapter adapter) throws IOException {
        Path file = Files.createTempFile("patchbay-adapter", ".safetensors");
        try {
            Sha256 sum = new Sha256();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sum.digest());
                    WritableByteChannel channel = Channels.newChannel(out)) {
                TransferCodec.write(adapter, channel);
            }
            return new AdapterTransfer(file, Files.size(file), sum.hexadecimal(), checksum(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(RegularFiles.stream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sum.getValue();
    }

    WireBody body() {
        return WireBody.of(file, size, checksum);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
