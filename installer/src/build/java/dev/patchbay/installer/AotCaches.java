package dev.patchbay.installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes AOT caches (JEP 483, JEP 515): what a rehearsal loaded, linked and learnt, for the same Java and the same jars. A Patchbay without
 * them works, only later, so whatever goes wrong here is told and the build goes on.
 *
 * @param java of the runtime that will be used
 * @param lib the jars
 * @param jars their names in the order of the class path
 */
record AotCaches(Path java, Path lib, List<String> jars) {

    private static final List<String> FLAGS = List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final long MINUTES = 4;

    /** @param folder gets {@code commands.aot} and {@code window.aot} */
    void make(Path folder) {
        make(folder.resolve("commands.aot"), List.of("commands"));
        make(folder.resolve("window.aot"), List.of("window"));
    }

    private void make(Path cache, List<String> rehearsal) {
        try {
            Files.deleteIfExists(cache);
            Path scratch = Files.createTempDirectory("patchbay-rehearsal");
            try {
                Path learnt = scratch.resolve("learnt.aotconf");
                List<String> record = new ArrayList<>(List.of(
                        "-XX:AOTMode=record", "-XX:AOTConfiguration=" + learnt, "-XX:+UseSerialGC", "-Duser.home=" + scratch,
                        "-Dglass.platform=Headless", "-Dprism.order=sw", "dev.patchbay.launch.Rehearsal"));
                record.addAll(rehearsal);
                record.add(scratch.resolve("rehearsed").toString());
                run(scratch, record);
                // Only G1 writes the objects of a heap into a cache; any collector reads them.
                run(scratch, List.of(
                        "-XX:AOTMode=create", "-XX:AOTConfiguration=" + learnt, "-XX:AOTCache=" + cache, "-XX:+UseG1GC",
                        "dev.patchbay.launch.Main"));
            } finally {
                delete(scratch);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("No AOT cache " + cache.getFileName() + " (Patchbay starts later without it): " + e.getMessage());
        }
    }

    private void run(Path scratch, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-cp", classPath()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("HOME", scratch.toString());
        environment.keySet().removeIf(name -> name.startsWith("XDG_"));
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("it did not end in " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(Files.readString(scratch.resolve("log")).lines().limit(20).collect(Collectors.joining("\n")));
        }
    }

    private String classPath() {
        return jars.stream().map(jar -> lib.resolve(jar).toString()).collect(Collectors.joining(File.pathSeparator));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
