package dev.patchbay.soak;

import dev.patchbay.generation.worker.WorkerKills;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Starts one part: {@code Soak PART ROUNDS SEED FOLDER MINUTES}. Prints its summary, then a line for each fault; exit code 1 if there is
 * one. When its time is over (an hour if nothing is said) it ends early and counts the rounds that were run.
 */
public final class Soak {

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        String part = arguments.length == 0 ? "" : arguments[0];
        int rounds = number(arguments, 1, 100);
        long seed = number(arguments, 2, 1);
        Path folder = Path.of(arguments.length > 3 ? arguments[3] : System.getProperty("java.io.tmpdir"));
        Duration time = Duration.ofMinutes(number(arguments, 4, 60));
        Path own = Files.createTempDirectory(Files.createDirectories(folder), "soak-" + part);
        SoakResult result = run(part, Rounds.within(rounds, time), seed, own);
        PrintStream out = System.out;
        out.println(result.summary() + "; " + result.faults().size() + " faults");
        result.faults().forEach(out::println);
        System.exit(result.faults().isEmpty() ? 0 : 1);
    }

    private static int number(String[] arguments, int place, int otherwise) {
        return arguments.length > place && !arguments[place].isBlank() ? Integer.parseInt(arguments[place]) : otherwise;
    }

    /** Names of all parts. */
    static List<String> parts() {
        return Stream.concat(
                Arrays.stream(HostileInput.values()).map(Soak::word),
                Stream.of("kills", "disk", "workers", "previews", "window", "window-workers")).toList();
    }

    private static String word(HostileInput kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static SoakResult run(String part, Rounds rounds, long seed, Path folder) throws Exception {
        for (HostileInput kind : HostileInput.values()) {
            if (word(kind).equals(part)) {
                return new MutationSoak(kind, seed, folder).run(rounds);
            }
        }
        return switch (part) {
            case "kills" -> new KillSoak(seed, folder).run(rounds);
            case "disk" -> new DiskSoak(seed, folder).run(rounds);
            case "previews" -> new PreviewSoak(seed).run(rounds);
            case "window-workers" -> new WindowKills(seed, folder).run(rounds);
            case "window" -> new WindowSoak(seed, folder).run(rounds);
            case "workers" -> {
                WorkerKills kills = new WorkerKills(folder, seed);
                kills.run(rounds::more);
                yield new SoakResult(kills.summary() + ", seed " + seed, kills.faults());
            }
            default -> throw new IllegalArgumentException("parts are " + parts());
        };
    }
}
