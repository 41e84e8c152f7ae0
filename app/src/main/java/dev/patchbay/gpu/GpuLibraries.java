package dev.patchbay.gpu;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The libraries for one system.
 *
 * @param platform system and processor, {@code linux-x86_64}
 * @param torch version of PyTorch
 * @param flavor as DJL calls the build, {@code cu124}
 * @param cuda version of CUDA
 * @param driver oldest driver of the card that works
 * @param cards which cards the kernels were built for
 * @param licence of what is fetched, and where to read it
 * @param unpackedBytes size of the natives once unpacked
 * @param artifacts what to fetch
 * @param replaces names of jars on this program's class path that the fetched ones stand in for
 */
public record GpuLibraries(
        String platform,
        String torch,
        String flavor,
        String cuda,
        String driver,
        String cards,
        String licence,
        long unpackedBytes,
        List<GpuArtifact> artifacts,
        Pattern replaces) {

    public GpuLibraries {
        artifacts = List.copyOf(artifacts);
    }

    /** Bytes to fetch. */
    public long bytes() {
        return artifacts.stream().mapToLong(GpuArtifact::bytes).sum();
    }

    /** Name of the folder that holds them. */
    String name() {
        return torch + "-" + flavor + "-" + platform;
    }
}
