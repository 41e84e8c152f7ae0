package dev.patchbay.launch;

import dev.patchbay.cli.CliServices;
import dev.patchbay.task.Cancellation;

/** The command line's real parts, for tests outside this package. */
public final class CommandLineForTests {

    public static final CliServices SERVICES = Parts.ofThisMachine().commandLine(Cancellation.NEVER);

    private CommandLineForTests() {}
}
