package dev.patchbay.launch;

import dev.patchbay.cli.CliServices;

/** The command line's real parts, for tests outside this package. */
public final class CommandLineForTests {

    public static final CliServices SERVICES = Parts.ofThisMachine().commandLine();

    private CommandLineForTests() {}
}
