package dev.patchbay.launch;

import dev.patchbay.cli.input.BaseModelSource;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.place.ModelPlaces;
import dev.patchbay.workspace.place.PlaceFolders;

/** The command line's real parts, for tests outside this package. */
public final class CommandLineForTests {

    public static final CliServices SERVICES = AppServices.ofThisMachine().commandLine(Cancellation.NEVER);

    /** Bases as the command line finds them, with these folders to name repositories in. */
    public static BaseModelSource bases(PlaceFolders folders) {
        AppServices real = AppServices.ofThisMachine();
        ModelPlaces places = new ModelPlaces(() -> folders);
        return new AppServices(real.opener(), real.bases(), real.rules(), real.pipelines(), real.workers(), real.gpu(), real.demo(), places,
                        real.profile(), real.clips())
                .commandLine(Cancellation.NEVER)
                .bases();
    }

    private CommandLineForTests() {}
}
