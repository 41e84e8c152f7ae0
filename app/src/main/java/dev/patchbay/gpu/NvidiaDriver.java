package dev.patchbay.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/** The driver of NVIDIA cards: without it the libraries for them cannot even be loaded. */
public final class NvidiaDriver {

    private NvidiaDriver() {}

    /** True if the driver's library is there and can be loaded. */
    public static boolean isPresent() {
        String library = System.getProperty("os.name", "").startsWith("Windows") ? "nvcuda.dll" : "libcuda.so.1";
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library, arena).find("cuInit").isPresent();
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }
}
