package dev.patchbay.checkpoint.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zip archives as {@code torch.save} does, with any content. */
public final class TorchFile implements AutoCloseable {

    private final ZipOutputStream zip;

    private TorchFile(Path file) throws IOException {
        this.zip = new ZipOutputStream(Files.newOutputStream(file));
    }

    /** A file with this pickle and storages {@code 0}, {@code 1}, … */
    public static Path write(Path file, byte[] pickle, byte[]... storages) throws IOException {
        try (TorchFile torch = new TorchFile(file)) {
            torch.stored("archive/data.pkl", pickle);
            torch.stored("archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < storages.length; i++) {
                torch.stored("archive/data/" + i, storages[i]);
            }
        }
        return file;
    }

    public static TorchFile create(Path file) throws IOException {
        return new TorchFile(file);
    }

    public TorchFile stored(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return put(entry, content);
    }

    public TorchFile compressed(String name, byte[] content) throws IOException {
        return put(new ZipEntry(name), content);
    }

    private TorchFile put(ZipEntry entry, byte[] content) throws IOException {
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
        return this;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
