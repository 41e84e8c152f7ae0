package dev.patchbay.generation.djl;

import dev.patchbay.message.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds out what stands between this machine and a run on an NVIDIA GPU. */
final class CudaNeeds {

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

    private static boolean canLoad(String library) {
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library, arena).find("cuInit").isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
