package dev.patchbay.launch;

import dev.patchbay.generation.worker.WorkerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Starts this program once more, as a worker: from a launch folder, a jar or class folders by their class path, from a runtime image by its
 * modules, and from an application image without {@code bin/java} by its launcher.
 *
 * @param properties of this JVM
 * @param classPath what stands in place of this JVM's class path
 * @param environment variables to set besides
 */
record ProgramCommand(Properties properties, String classPath, Map<String, String> environment) {

    /** Flags for the worker's JVM, such as {@code -Xmx4g}. */
    private static final String OPTIONS = "PATCHBAY_WORKER_OPTS";

    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:-CreateCoredumpOnCrash");

    /** Settings of this JVM that hold for the worker, too. */
    private static final List<String> PASSED_ON = List.of(
            "user.language", "user.country", "java.io.tmpdir", "ENGINE_CACHE_DIR", "DJL_CACHE_DIR", "org.bytedeco.javacpp.", "ai.djl.");

    /** @param crashes folder for the reports of a crash */
    WorkerCommand worker(Path crashes) {
        Path java = Path.of(properties.getProperty("java.home"), "bin", isWindows() ? "java.exe" : "java");
        String launcher = properties.getProperty("jpackage.app-path");
        if (launcher != null && !Files.isExecutable(java)) {
            return new WorkerCommand("worker", List.of(launcher, "worker"), environment);
        }
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(FLAGS);
        words.add("-XX:ErrorFile=" + crashes.resolve("hs_err_pid%p.log"));
        properties.stringPropertyNames().stream()
                .filter(name -> PASSED_ON.stream().anyMatch(name::startsWith))
                .sorted()
                .forEach(name -> words.add("-D" + name + "=" + properties.getProperty(name)));
        words.addAll(WorkerCommand.typed(System.getenv().getOrDefault(OPTIONS, "")).words());
        String module = properties.getProperty("jdk.module.main");
        if (module != null && !properties.getProperty("jdk.module.path", "").isEmpty()) {
            words.addAll(List.of("-p", properties.getProperty("jdk.module.path")));
        }
        words.addAll(module == null ? List.of(Main.class.getName()) : List.of("-m", module + "/" + Main.class.getName()));
        words.add("worker");
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CLASSPATH", classPath); // as a variable, since a command line may not be as long
        return new WorkerCommand("worker", words, variables);
    }

    private boolean isWindows() {
        return properties.getProperty("os.name", "").startsWith("Windows");
    }
}
