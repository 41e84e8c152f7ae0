package dev.patchbay.generation.torch;

import dev.patchbay.message.Message;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what is missing for a run on an NVIDIA GPU. */
final class CudaNeeds {

    private static final String OWN_LIBRARY = "PYTORCH_LIBRARY_PATH";

    private CudaNeeds() {}

    /**
     * What is missing; empty if nothing is.
     *
     * @param devices that PyTorch can use
     * @param library folder that PyTorch was loaded from
     * @param version of PyTorch
     */
    static List<Message> missing(List<String> devices, Path library, String version) {
        List<Message> missing = new ArrayList<>();
        ignoredPath(library).ifPresent(missing::add);
        if (devices.stream().anyMatch(device -> device.startsWith("cuda"))) {
            return missing;
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            missing.add(Message.of("generation.cudaPlatform"));
            return missing;
        }
        boolean driver = canLoad(system.contains("win") ? "nvcuda.dll" : "libcuda.so.1");
        boolean build = Files.exists(library.resolve(System.mapLibraryName("torch_cuda")));
        if (!driver) {
            missing.add(Message.of("generation.cudaDriver"));
        }
        if (!build) {
            missing.add(Message.of("generation.cudaBuild", library, version));
        }
        if (driver && build) {
            missing.add(Message.of("generation.cudaDevice"));
        }
        return missing;
    }

    /** DJL silently ignores a {@code PYTORCH_LIBRARY_PATH} without a library. */
    private static Optional<Message> ignoredPath(Path library) {
        String wanted = System.getenv().getOrDefault(OWN_LIBRARY, System.getProperty(OWN_LIBRARY, ""));
        boolean used = wanted.isEmpty()
                || Stream.of(wanted.split(File.pathSeparator)).anyMatch(path -> Path.of(path).toAbsolutePath().startsWith(library));
        return used ? Optional.empty() : Optional.of(Message.of("generation.libraryPath", wanted, library));
    }

    private static boolean canLoad(String library) {
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library, arena).find("cuInit").isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
