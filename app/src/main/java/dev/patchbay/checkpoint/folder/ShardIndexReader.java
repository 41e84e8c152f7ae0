package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointParts;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens a sharded checkpoint by its index, {@code *.safetensors.index.json} or {@code *.bin.index.json}. A shard may be a single file of
 * any format; {@link ShardFolder} says where it may be.
 */
public final class ShardIndexReader implements CheckpointReader {

    /** True for text that starts as a JSON object; in a safetensors file the brace comes after zero bytes, part of the header length. */
    @Override
    public boolean matches(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = RegularFiles.stream(path)) {
            byte[] start = in.readNBytes(Long.BYTES);
            String text = new String(start, StandardCharsets.ISO_8859_1);
            return text.strip().startsWith("{") && text.indexOf(0) < 0;
        }
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        CheckpointParts shards = new CheckpointParts();
        try {
            return open(path, opener, shards);
        } catch (IOException | RuntimeException e) {
            shards.close();
            throw e;
        }
    }

    private Checkpoint open(Path path, CheckpointOpener opener, CheckpointParts shards) throws IOException {
        ShardIndex index = new ShardIndexCodec(path, opener.limits()).read();
        checkCount(path, index, opener.limits());
        ShardFolder folder = new ShardFolder(path);
        Map<String, Checkpoint> byName = new HashMap<>();
        Map<Path, Checkpoint> byFile = new LinkedHashMap<>();
        List<StoredTensor> tensors = new ArrayList<>(index.weightMap().size());
        for (Map.Entry<String, String> entry : index.weightMap().entrySet()) {
            Checkpoint shard = byName.get(entry.getValue());
            if (shard == null) {
                Path file = folder.shard(entry.getValue());
                shard = byFile.get(file);
                if (shard == null) {
                    shard = shards.add(openShard(path, file, opener));
                    byFile.put(file, shard);
                }
                byName.put(entry.getValue(), shard);
            }
            tensors.add(shard.tensor(entry.getKey())
                    .orElseThrow(() -> new CheckpointException(
                            Message.of("checkpoint.index.notInShard", path, entry.getKey(), entry.getValue()))));
        }
        CompanionFiles companions = CompanionFiles.besideWeights(path);
        Set<Message> warnings = new LinkedHashSet<>(companions.warnings());
        byFile.values().forEach(shard -> warnings.addAll(shard.warnings()));
        long held = byFile.values().stream().mapToLong(shard -> shard.tensors().size()).sum();
        if (held > tensors.size()) {
            warnings.add(Message.of("checkpoint.index.unlisted", path, held - tensors.size()));
        }
        return new Checkpoint(
                path,
                byFile.values().iterator().next().format(),
                CheckpointLayout.SHARDED,
                tensors,
                index.metadata(),
                companions.texts(),
                List.copyOf(warnings),
                shards);
    }

    /** Each shard is one mapping, and a process that has used up its mappings cannot allocate memory any more. */
    private static void checkCount(Path index, ShardIndex content, ReadLimits limits) throws CheckpointException {
        if (new HashSet<>(content.weightMap().values()).size() > limits.shards()) {
            throw new CheckpointException(Message.of("checkpoint.index.tooManyShards", index, limits.shards()));
        }
    }

    /** Opens a shard, which must not be another index, so that indexes cannot nest without end. */
    private Checkpoint openShard(Path index, Path shard, CheckpointOpener opener) throws IOException {
        for (CheckpointReader reader : opener.readers()) {
            if (!(reader instanceof ShardIndexReader) && reader.matches(shard)) {
                return reader.open(shard, opener);
            }
        }
        throw new CheckpointException(Message.of("checkpoint.index.shardUnknown", index, String.valueOf(shard.getFileName())));
    }
}
