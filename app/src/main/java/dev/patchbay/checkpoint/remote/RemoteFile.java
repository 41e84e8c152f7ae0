package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;

/** A file on a server: its size, its first bytes, and any others by a request of their own. Thread-safe. */
final class RemoteFile {

    /** Bytes of the first request: the header of most adapters. */
    private static final int FIRST = 1 << 16;

    /** A connection that breaks is made again where it broke, so many times for one part. */
    private static final int TRIES = 4;

    private final RemoteFiles files;
    private final RemoteAddress address;
    private final URI uri;
    private final long size;
    private final String version;
    private final byte[] first;

    private RemoteFile(RemoteFiles files, RemoteAddress address, URI uri, long size, String version, byte[] first) {
        this.files = files;
        this.address = address;
        this.uri = uri;
        this.size = size;
        this.version = version;
        this.first = first;
    }

    /** Asks for the beginning of a file. */
    static RemoteFile open(RemoteFiles files, RemoteAddress address) throws IOException {
        URI uri = address.resolved(files.hub());
        try (RemotePart part = files.part(address, uri, 0, FIRST)) {
            OptionalLong total = part.total();
            if (total.isEmpty() || part.from().orElse(-1) != 0) {
                throw new CheckpointException(Message.of("checkpoint.remote.noParts", address.text()));
            }
            byte[] first = part.first((int) Math.min(total.getAsLong(), FIRST));
            return new RemoteFile(files, address, uri, total.getAsLong(), part.version(), first);
        } catch (IOException e) {
            throw RemoteFiles.unreachable(address, uri, e);
        }
    }

    RemoteAddress address() {
        return address;
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    /**
     * Bytes of the file.
     *
     * @throws CheckpointException if they cannot be had, or the file is another one than before; the message names the address
     */
    byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        int[] got = {0};
        if (from < first.length) {
            got[0] = (int) Math.min(length, first.length - from);
            System.arraycopy(first, (int) from, bytes, 0, got[0]);
        }
        IOException broken = new IOException();
        for (int i = 0; i < TRIES && got[0] < length; i++) {
            try (RemotePart part = files.part(address, uri, from + got[0], length - got[0])) {
                check(part, from + got[0]);
                part.read(bytes, got[0], length - got[0], some -> got[0] += some);
            } catch (ExplainedException e) {
                throw e;
            } catch (IOException e) {
                broken = e;
            }
        }
        if (got[0] < length) {
            throw new CheckpointException(
                    Message.of("checkpoint.remote.broken", address.text(), from + got[0], from + length, Reason.of(broken)), broken);
        }
        return bytes;
    }

    private void check(RemotePart part, long from) throws CheckpointException {
        if (part.total().orElse(-1) != size || !part.version().equals(version)) {
            throw new CheckpointException(Message.of("checkpoint.remote.changed", address.text()));
        }
        if (part.from().orElse(-1) != from) {
            throw new CheckpointException(Message.of("checkpoint.remote.noParts", address.text()));
        }
    }

    /** Bytes of values, which are counted. */
    byte[] values(long from, int length) throws IOException {
        files.count(address, length);
        return read(from, length);
    }
}
