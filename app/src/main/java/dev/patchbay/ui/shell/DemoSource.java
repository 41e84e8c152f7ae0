package dev.patchbay.ui.shell;

import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;

/** Where the demo comes from: {@code demo::unpack}. Called on a background thread. */
@FunctionalInterface
public interface DemoSource {

    DemoFiles unpack() throws IOException;
}
