package dev.patchbay.gpu;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Libraries that are complete on this machine.
 *
 * @param natives folder of the native libraries, and of nothing else
 * @param jars that belong to them
 */
public record InstalledLibraries(GpuLibraries libraries, Path natives, List<Path> jars) {

    public InstalledLibraries {
        jars = List.copyOf(jars);
    }

    /** A class path with the fetched jars in place of those they stand in for. */
    public String classPath(String own) {
        Stream<String> kept = Stream.of(own.split(File.pathSeparator)).filter(entry -> !isReplaced(Path.of(entry)));
        return Stream.concat(jars.stream().map(Path::toString), kept).collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isReplaced(Path entry) {
        Path name = entry.getFileName();
        return name != null && libraries.replaces().matcher(name.toString()).matches();
    }

    /** The variables by which DJL finds the native libraries. */
    public Map<String, String> environment() {
        return Map.of(
                "PYTORCH_LIBRARY_PATH", natives.toString(),
                "PYTORCH_VERSION", libraries.torch(),
                "PYTORCH_FLAVOR", libraries.flavor());
    }
}
