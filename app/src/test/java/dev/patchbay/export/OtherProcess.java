package dev.patchbay.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with the tests' classes. */
public final class OtherProcess {

    private OtherProcess() {}

    /** Exit code of its main method. */
    public static int run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        Process process = start(main, arguments);
        return process.waitFor();
    }

    /** Its standard error goes to that of the tests. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
