package dev.patchbay.checkpoint;

import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import java.util.List;

/** The opener with every reader, in the order the application asks them. */
public final class TestOpener {

    public static final CheckpointOpener OPENER = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT);

    private TestOpener() {}
}
