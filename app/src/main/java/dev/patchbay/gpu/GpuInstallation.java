package dev.patchbay.gpu;

import dev.patchbay.files.FolderTree;
import dev.patchbay.files.FreeSpace;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.files.reading.Sha256;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Fetches the libraries, checks them, and puts them where a worker finds them. What was fetched before an interruption is not fetched
 * again.
 *
 * @param libraries what to install
 * @param folder where to
 * @param source where from
 */
public record GpuInstallation(GpuLibraries libraries, GpuFolder folder, MavenSource source) {

    private static final int CHUNK = 1 << 20;

    /** Bytes that are needed on the disk at the same time: the files as they come, and unpacked. */
    public long neededBytes() {
        return libraries.bytes() + libraries.unpackedBytes();
    }

    /** Free bytes where the folder lies or will lie. */
    public long freeBytes() throws IOException {
        return FreeSpace.at(folder.root());
    }

    /**
     * Installs the libraries; does nothing if they are there.
     *
     * @throws GpuException if the disk has not enough room, the repository cannot be reached, or a file is not what it should be
     * @throws java.util.concurrent.CancellationException if cancelled; what was fetched stays
     */
    public InstalledLibraries install(Progress progress, Cancellation cancellation) throws IOException {
        if (folder.installed(libraries).isEmpty()) {
            long present = folder.bytes();
            if (freeBytes() + present < neededBytes()) {
                throw new GpuException(Message.of("gpu.noRoom", folder.root(), megabytes(neededBytes()), megabytes(freeBytes())));
            }
            long before = 0;
            for (GpuArtifact artifact : libraries.artifacts()) {
                fetch(artifact, before, progress, cancellation);
                before += artifact.bytes();
            }
            for (GpuArtifact artifact : libraries.artifacts()) {
                place(artifact, progress, cancellation);
            }
            Files.createFile(folder.mark(libraries));
            FolderTree.delete(folder.downloads());
        }
        return folder.installed(libraries).orElseThrow();
    }

    private void fetch(GpuArtifact artifact, long before, Progress progress, Cancellation cancellation) throws IOException {
        Path part = part(artifact);
        Message doing = Message.of("gpu.fetching", artifact.fileName());
        if (Files.exists(part) && Files.size(part) > artifact.bytes()) {
            Files.delete(part);
        }
        if (!Files.exists(part) || Files.size(part) < artifact.bytes()) {
            source.fetch(
                    artifact, part, done -> progress.report(mib(before + done), mib(libraries.bytes()), doing), cancellation);
        }
        long came = Files.size(part);
        if (came < artifact.bytes()) {
            throw new GpuException(Message.of("gpu.short", artifact.fileName(), came, artifact.bytes()));
        }
        if (came > artifact.bytes() || !sha256(part, cancellation).equals(artifact.sha256())) {
            Files.delete(part);
            throw new GpuException(Message.of("gpu.checksum", artifact.fileName()));
        }
    }

    private Path part(GpuArtifact artifact) {
        return folder.downloads().resolve(artifact.fileName() + ".part");
    }

    private static String sha256(Path file, Cancellation cancellation) throws IOException {
        try (InputStream in = RegularFiles.stream(file)) {
            Sha256 sum = new Sha256();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                cancellation.check();
                sum.digest().update(chunk, 0, count);
            }
            return sum.hexadecimal();
        }
    }

    /** Copies a jar to its place, or unpacks the natives in it. The downloads go once all is in place. */
    private void place(GpuArtifact artifact, Progress progress, Cancellation cancellation) throws IOException {
        if (artifact.unpack().isEmpty()) {
            Files.createDirectories(folder.jars(libraries));
            Files.copy(
                    part(artifact), folder.jars(libraries).resolve(artifact.fileName()), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Files.createDirectories(folder.natives(libraries));
        try (ZipFile jar = new ZipFile(part(artifact).toFile())) {
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!entry.isDirectory() && name.startsWith(artifact.unpack())) {
                    progress.report(0, 0, Message.of("gpu.unpacking", name.substring(name.lastIndexOf('/') + 1)));
                    unpack(jar, entry, cancellation);
                }
            }
        } catch (ZipException e) {
            throw new GpuException(Message.of("gpu.checksum", artifact.fileName()), e);
        }
    }

    private void unpack(ZipFile jar, ZipEntry entry, Cancellation cancellation) throws IOException {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        Path file = folder.natives(libraries).resolve(name);
        try (InputStream in = jar.getInputStream(entry); var out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                cancellation.check();
                out.write(chunk, 0, count);
            }
        }
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    private static String megabytes(long bytes) {
        return Long.toString(bytes / 1_000_000);
    }
}
