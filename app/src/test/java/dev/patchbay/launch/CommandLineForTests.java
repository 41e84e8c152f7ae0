package dev.patchbay.launch;

import dev.patchbay.cli.input.BaseModelSource;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.place.ModelPlaces;
import dev.patchbay.workspace.place.PlaceFolders;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** Adapters as trainers of these families write them, in a folder, with the base that each is for. */
    public static Map<Path, String> foreignAdapters(Path folder, String families) throws IOException, URISyntaxException {
        Map<Path, String> written = new LinkedHashMap<>();
        for (ForeignAdapter adapter : FamiliesTest.adapters()) {
            if (adapter.name().matches(families)) {
                Path own = Files.createDirectories(folder.resolve("family" + written.size()));
                written.put(adapter.write(own), adapter.base());
            }
        }
        return written;
    }

    private CommandLineForTests() {}
}
