package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.SingleFileLayout;
import dev.patchbay.checkpoint.SizedSource;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.folder.ShardIndex;
import dev.patchbay.checkpoint.folder.ShardIndexCodec;
import dev.patchbay.checkpoint.safetensors.SafetensorsEntry;
import dev.patchbay.checkpoint.safetensors.SafetensorsIndex;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens a safetensors file or a sharded checkpoint on another machine by its header alone. Of a repository, the adapter or the only file is
 * opened, and of a pipeline its model.
 */
public final class RemoteReader implements CheckpointReader {

    private static final String WEIGHTS = ".safetensors";
    private static final String INDEX = ".index.json";

    /** Shards that are asked for one after the other. */
    private static final int MOST_SHARDS = 200;

    private final RemoteFiles files;

    public RemoteReader(RemoteFiles files) {
        this.files = files;
    }

    @Override
    public boolean isElsewhere(Path path) {
        return RemoteAddress.isAddress(path);
    }

    @Override
    public boolean matches(Path path) {
        return RemoteAddress.isAddress(path);
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        RemoteAddress address = RemoteAddress.of(path);
        if (address.name().endsWith(INDEX)) {
            return sharded(address, opener.limits());
        }
        if (address.name().endsWith(WEIGHTS)) {
            return single(address, opener.limits());
        }
        if (!address.isInHub() || address.name().matches(".*\\.(?:pt|pth|ckpt|bin|gguf|zip|json|txt|md)")) {
            throw new CheckpointException(Message.of("checkpoint.remote.otherFormat", address.text()));
        }
        return open(RemoteFolder.list(files, address).meant().path(), opener);
    }

    private Checkpoint single(RemoteAddress address, ReadLimits limits) throws IOException {
        RemoteFile file = RemoteFile.open(files, address);
        SafetensorsIndex index = index(file, limits);
        List<StoredTensor> tensors = new ArrayList<>(index.header().entries().size());
        index.header().entries().forEach(entry -> tensors.add(stored(file, index, entry)));
        Map<String, String> companions = companions(address);
        return new Checkpoint(
                address.path(), CheckpointFormat.SAFETENSORS, SingleFileLayout.of(tensors), tensors, index.header().metadata(), companions,
                List.of(), new SizedSource(file.size()));
    }

    private static SafetensorsIndex index(RemoteFile file, ReadLimits limits) throws IOException {
        return SafetensorsIndex.read(
                file.address().path(), file.size(), (from, length) -> file.read(from, Math.toIntExact(length)), limits);
    }

    private static StoredTensor stored(RemoteFile file, SafetensorsIndex index, SafetensorsEntry entry) {
        TensorInfo info = entry.info();
        long begin = index.dataStart() + entry.begin();
        String location = file.address().name() + ", bytes " + begin + "–" + (index.dataStart() + entry.end());
        return new StoredTensor(info, new RemoteTensorData(info, file, begin), location);
    }

    private Checkpoint sharded(RemoteAddress address, ReadLimits limits) throws IOException {
        RemoteFile list = RemoteFile.open(files, address);
        ShardIndexCodec codec = new ShardIndexCodec(address.path(), limits);
        codec.checkLength(list.size());
        ShardIndex index = codec.read(list.read(0, Math.toIntExact(list.size())));
        Map<String, Map<String, StoredTensor>> shards = new LinkedHashMap<>();
        List<StoredTensor> tensors = new ArrayList<>(index.weightMap().size());
        long bytes = 0;
        for (Map.Entry<String, String> entry : index.weightMap().entrySet()) {
            Map<String, StoredTensor> shard = shards.get(entry.getValue());
            if (shard == null) {
                if (shards.size() == MOST_SHARDS) {
                    throw new CheckpointException(Message.of("checkpoint.index.tooManyShards", address.path(), MOST_SHARDS));
                }
                Checkpoint opened = single(shard(address, entry.getValue()), limits);
                bytes += opened.bytes();
                shard = opened.tensors();
                shards.put(entry.getValue(), shard);
            }
            StoredTensor tensor = shard.get(entry.getKey());
            if (tensor == null) {
                throw new CheckpointException(
                        Message.of("checkpoint.index.notInShard", address.path(), entry.getKey(), entry.getValue()));
            }
            tensors.add(tensor);
        }
        return new Checkpoint(
                address.path(), CheckpointFormat.SAFETENSORS, CheckpointLayout.SHARDED, tensors, index.metadata(), companions(address),
                List.of(), new SizedSource(bytes));
    }

    /** A file beside the index: an index must not make Patchbay ask for others. */
    private static RemoteAddress shard(RemoteAddress index, String name) throws CheckpointException {
        if (!name.matches("[\\w.-]+\\.safetensors")) {
            throw new CheckpointException(Message.of("checkpoint.index.shardOutside", index.path(), name));
        }
        return index.beside(name);
    }

    private Map<String, String> companions(RemoteAddress address) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : CompanionFiles.usuallyBeside(address.name())) {
            try {
                RemoteFile file = RemoteFile.open(files, address.beside(name));
                if (file.size() <= CompanionFiles.MOST_BYTES) {
                    CompanionFiles.decoded(file.read(0, Math.toIntExact(file.size()))).ifPresent(text -> texts.put(name, text));
                }
            } catch (MissingRemoteException none) {
                continue;
            }
        }
        return texts;
    }
}
