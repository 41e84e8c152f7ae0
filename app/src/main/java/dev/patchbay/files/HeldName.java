package dev.patchbay.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A name that one process has for itself until it lets go of it or ends, in whatever way: a lock on the file {@code <name>.lock}. Where the
 * file system has no locks, every process gets the name.
 */
public final class HeldName implements Closeable {

    private final TargetLock lock;

    private HeldName(TargetLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the name; its folder has to exist.
     *
     * @return empty if this or another process has it
     */
    public static Optional<HeldName> take(Path name) throws IOException {
        try {
            return Optional.of(new HeldName(TargetLock.take(name, name.resolveSibling(name.getFileName() + ".lock"))));
        } catch (NotWrittenException taken) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
