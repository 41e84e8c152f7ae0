package dev.patchbay.checkpoint;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An open checkpoint: names, dtypes, shapes, and where the bytes lie. Immutable; tensor values are read from the mapped files on demand, so
 * it has to stay open as long as any {@link dev.patchbay.tensor.TensorData} of it is used.
 */
public final class Checkpoint implements MappedSource {

    private final Path path;
    private final CheckpointFormat format;
    private final CheckpointLayout layout;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;
    private final Map<String, String> companions;
    private final List<Message> warnings;
    private final Closeable source;
    private int uses;

    /**
     * For readers.
     *
     * @param tensors by name, in the order of the file
     * @param metadata text metadata of the file ({@code __metadata__})
     * @param companions JSON files beside the weights, by file name: {@code config.json}, {@code adapter_config.json}, …
     * @param warnings what a person should know although the file could be opened
     * @param source the mapped files; closed with the checkpoint
     */
    public Checkpoint(
            Path path,
            CheckpointFormat format,
            CheckpointLayout layout,
            Collection<StoredTensor> tensors,
            Map<String, String> metadata,
            Map<String, String> companions,
            List<Message> warnings,
            Closeable source) {
        this.path = path;
        this.format = format;
        this.layout = layout;
        Map<String, StoredTensor> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach(tensor -> byName.put(tensor.info().name(), tensor));
        this.tensors = Collections.unmodifiableMap(byName);
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.companions = Map.copyOf(companions);
        this.warnings = List.copyOf(warnings);
        this.source = source;
    }

    /** The file or folder that was opened. */
    public Path path() {
        return path;
    }

    public CheckpointFormat format() {
        return format;
    }

    public CheckpointLayout layout() {
        return layout;
    }

    /** All tensors by name, in the order of the file. */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** Name, dtype and shape of every tensor, in the order of the file. */
    public List<TensorInfo> infos() {
        List<TensorInfo> infos = new ArrayList<>(tensors.size());
        tensors.values().forEach(tensor -> infos.add(tensor.info()));
        return infos;
    }

    public Optional<StoredTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    public Map<String, String> companions() {
        return companions;
    }

    public List<Message> warnings() {
        return warnings;
    }

    /**
     * Says that values are to be read for a while. Without any use a checkpoint stays mapped until it is closed; after the last use its
     * files are given back, and mapped again as soon as there is another one. Called on any thread.
     */
    public synchronized Use use() {
        uses++;
        if (uses == 1) {
            wake();
        }
        return new Use(this);
    }

    private synchronized void release() {
        uses--;
        if (uses == 0) {
            rest();
        }
    }

    /** One use of a checkpoint, until it is closed. */
    public static final class Use implements AutoCloseable {

        private final Checkpoint used;
        private boolean over;

        private Use(Checkpoint used) {
            this.used = used;
        }

        public Checkpoint checkpoint() {
            return used;
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                used.release();
            }
        }
    }

    @Override
    public void rest() {
        if (source instanceof MappedSource mapped) {
            mapped.rest();
        }
    }

    @Override
    public void wake() {
        if (source instanceof MappedSource mapped) {
            mapped.wake();
        }
    }

    /** The files that the tensors lie in: one, or the shards; the file itself if it has no tensors. */
    public Set<Path> files() {
        Set<String> files = new LinkedHashSet<>();
        tensors.values().forEach(tensor -> tensor.data().origins().forEach(origin -> files.add(origin.file())));
        if (files.isEmpty() && Files.isRegularFile(path)) {
            files.add(path.toString());
        }
        return files.stream().map(Path::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Bytes of its files, on this machine or another. */
    public long bytes() throws IOException {
        if (source instanceof SizedSource elsewhere) {
            return elsewhere.bytes();
        }
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
