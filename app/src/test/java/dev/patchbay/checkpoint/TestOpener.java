package dev.patchbay.checkpoint;

import dev.patchbay.checkpoint.folder.DistributedFolderReader;
import dev.patchbay.checkpoint.folder.HuggingFaceRepositoryReader;
import dev.patchbay.checkpoint.folder.LoneWeightsFolderReader;
import dev.patchbay.checkpoint.folder.ModelFolderReader;
import dev.patchbay.checkpoint.folder.PeftFolderReader;
import dev.patchbay.checkpoint.folder.PipelineFolderReader;
import dev.patchbay.checkpoint.folder.SatFolderReader;
import dev.patchbay.checkpoint.folder.ShardIndexReader;
import dev.patchbay.checkpoint.gguf.GgufReader;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.checkpoint.remote.RemoteAccess;
import dev.patchbay.checkpoint.remote.RemoteFiles;
import dev.patchbay.checkpoint.remote.RemoteReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.torch.LegacyTorchReader;
import dev.patchbay.checkpoint.torch.TorchReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The opener with every reader, in the order the application asks them. */
public final class TestOpener {

    private static final List<CheckpointReader> READERS = List.of(
            new RemoteReader(new RemoteFiles(RemoteAccess.of(Path.of("nowhere"), Map.of()))),
            new DistributedFolderReader(),
            new ShardIndexReader(),
            new SafetensorsReader(),
            new GgufReader(),
            new TorchReader(),
            new LegacyTorchReader(),
            new HuggingFaceRepositoryReader(),
            new PipelineFolderReader(),
            new PeftFolderReader(),
            new ModelFolderReader(),
            new SatFolderReader(),
            new LoneWeightsFolderReader());

    public static final CheckpointOpener OPENER = new CheckpointOpener(READERS, ReadLimits.DEFAULT, LogicalTensors::view);

    private TestOpener() {}

    /** The same readers with other limits. */
    public static CheckpointOpener with(ReadLimits limits) {
        return new CheckpointOpener(READERS, limits);
    }
}
