package dev.patchbay.fuzz;

import java.io.IOException;

/** A whole GGUF file: key-values, tensor list, data. */
public final class GgufFuzz {

    private static final ScratchFile FILE = new ScratchFile("fuzz.gguf");

    private GgufFuzz() {}

    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        FILE.open(file);
    }
}
