package dev.patchbay.fuzz;

import java.io.IOException;

/** A whole torch file of the form before PyTorch 1.6: five pickles and the storages behind them. */
public final class LegacyFuzz {

    private static final ScratchFile FILE = new ScratchFile("legacy.pt");

    private LegacyFuzz() {}

    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        FILE.open(file);
    }
}
