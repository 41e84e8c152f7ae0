package dev.patchbay.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Processor time, user and system, of {@code inspect FILE} in a process of its own, start of Java included. With the class path of another
 * build ({@code -Dbench.other=}) both take turns and the ratio of the medians is told. Linux only: {@code /proc} counts the time of
 * children that have ended.
 */
final class ColdInspectRun {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final double TICKS = 100;

    private ColdInspectRun() {}

    static void run(List<String> files) throws IOException, InterruptedException {
        String other = System.getProperty("bench.other", "");
        for (String file : files) {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ours.add(inspect(System.getProperty("java.class.path"), file));
                if (!other.isEmpty()) {
                    theirs.add(inspect(other, file));
                }
            }
            System.out.printf("inspect %s: median %.2f s of processor time%n", file, median(ours));
            if (!other.isEmpty()) {
                System.out.printf("  other build %.2f s, ratio %.2f%n", median(theirs), median(ours) / median(theirs));
            }
        }
    }

    private static double inspect(String classPath, String file) throws IOException, InterruptedException {
        double before = childrensSeconds();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        "dev.patchbay.launch.Main",
                        "inspect",
                        file)
                .redirectError(Redirect.INHERIT)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("inspect " + file + " ended with " + process.exitValue());
        }
        return childrensSeconds() - before;
    }

    /** Fields 16 and 17 of {@code /proc/self/stat}, counted after the name in parentheses. */
    private static double childrensSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))) / TICKS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
