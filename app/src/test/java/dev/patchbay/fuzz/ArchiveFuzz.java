package dev.patchbay.fuzz;

import java.io.IOException;

/** A whole torch file: zip directory, pickle and storages. */
public final class ArchiveFuzz {

    private static final ScratchFile FILE = new ScratchFile("fuzz.pt");

    private ArchiveFuzz() {}

    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        FILE.open(file);
    }
}
