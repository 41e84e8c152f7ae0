package dev.patchbay.soak;

import com.sun.management.OperatingSystemMXBean;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.files.FolderTree;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Spoilt files through whole commands, {@code inspect}, {@code check} and {@code convert}, in one JVM: every command ends with its exit
 * code and, where it refuses, with one sentence; none is a fault of Patchbay, and none takes more than five seconds of its processor.
 */
final class MutationSoak {

    /** Its processor time is that of all threads, the collector's and the compiler's too. */
    private static final OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final double MOST_SECONDS = 5;

    /** One in so many rounds has the whole base. */
    private static final int WHOLE = 16;

    /** Bytes of a sentence, and of what the command line puts before it. */
    private static final int MOST_BYTES = 1500 + "patchbay: ".length();

    /** A file of the round. */
    private static final Pattern NAMED = Pattern.compile("\\bin\\.(safetensors|pt|gguf)|rules\\.json|[/\\\\](peft|pipeline|base|out)\\b");

    /** Words of Java, of its libraries, and of a fault. */
    private static final Pattern FOREIGN = Pattern.compile(
            "fault of Patchbay|could not go on|too little memory|[a-z](Exception|Error|Node|Token|Mapper|Object)\\b|tools\\.jackson|java\\."
                    + "|Index -?\\d+|out of bounds|(?<!, not )\\bnull\\b|Unexpected (character|end)|Unrecognized|line: \\d"
                    + "|dev\\.patchbay|@[0-9a-f]{5,}");

    /** The first numbers of seeds that follow each other would be alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final HostileInput kind;
    private final long seed;
    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private final long[] codes = new long[3];
    private final Path smallBase;
    private double longest;
    private long slowest;
    private long commands;

    MutationSoak(HostileInput kind, long seed, Path folder) throws IOException {
        this.kind = kind;
        this.seed = seed;
        this.folder = folder;
        this.smallBase = HonestFiles.smallBase(folder);
    }

    /** What came of it, a sentence for each fault; the inputs behind faults stay in the folder. */
    SoakResult run(Rounds rounds) throws IOException {
        warmUp();
        int round = 0;
        for (; rounds.more(round); round++) {
            long own = seed + round;
            Path place = Files.createDirectories(folder.resolve(kind + "-" + own));
            int before = faults.size();
            Path input = kind.make(new Random(own * SPREAD), place);
            Path base = own % WHOLE == 0 ? HonestFiles.WHOLE_BASE : smallBase;
            for (List<String> command : commands(input, base.toString(), place)) {
                command(own, command);
            }
            if (faults.size() == before) {
                FolderTree.delete(place);
            }
        }
        String summary = "%s: %d files, seeds %d to %d; %d commands, exit codes 0/1/2: %s; longest %.2f s of processor (seed %d)";
        return new SoakResult(
                summary.formatted(kind, round, seed, seed + round - 1, commands, Arrays.toString(codes), longest, slowest), faults);
    }

    /** Honest files through the commands: what a process takes to start belongs to no input. */
    private void warmUp() throws IOException {
        Path place = Files.createDirectories(folder.resolve("honest"));
        Path input = Files.write(place.resolve("in.safetensors"), HonestFiles.SAFETENSORS);
        for (List<String> command : commands(input, smallBase.toString(), place)) {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            new PatchbayCommandLine(CommandLineForTests.SERVICES, nowhere, nowhere).run(command);
        }
    }

    /** Rule files go through {@code suggest}, for {@code inspect} takes none. */
    private List<List<String>> commands(Path input, String base, Path place) {
        String file = input.toString();
        boolean ofRules = kind == HostileInput.RULES;
        List<String> rules = ofRules ? List.of("--rules", place.resolve("rules.json").toString()) : List.of();
        String out = place.resolve("out.safetensors").toString();
        return List.of(
                ofRules ? with(rules, "suggest", file, "--base", base) : List.of("inspect", file),
                with(rules, "check", file, "--base", base),
                with(rules, "convert", file, "--base", base, "--to", "comfyui", "--out", out));
    }

    private static List<String> with(List<String> more, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(more);
        return all;
    }

    private void command(long own, List<String> words) {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        long start = PROCESS.getProcessCpuTime();
        String fault = "";
        try {
            int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(words);
            codes[Math.clamp(code, 0, 2)]++;
            fault = fault(code, err.toString(), out.toString());
        } catch (RuntimeException | Error e) {
            fault = "threw " + e;
        }
        double seconds = (PROCESS.getProcessCpuTime() - start) / 1e9;
        commands++;
        if (seconds > longest) {
            longest = seconds;
            slowest = own;
        }
        if (seconds > MOST_SECONDS) {
            fault += " took %.1f s".formatted(seconds);
        }
        if (!fault.isEmpty()) {
            faults.add("%s seed %d: %s: %s".formatted(kind, own, String.join(" ", words), fault));
        }
    }

    private static String fault(int code, String err, String out) {
        List<String> lines = err.lines().filter(line -> line.startsWith("patchbay: ")).toList();
        if (code == 2 && lines.size() != 1) {
            return "refused with " + lines.size() + " sentences: " + err;
        }
        if (code < 0 || code > 2) {
            return "exit code " + code;
        }
        if (!PlainText.of(out).equals(out)) {
            return "a report with a character that commands";
        }
        return lines.stream().filter(line -> !isSentence(line)).findFirst().map(line -> "no sentence: " + line).orElse("");
    }

    /** One line of at most 1,500 bytes that names the file and has no library's words. */
    private static boolean isSentence(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && PlainText.inLine(line).equals(line)
                && NAMED.matcher(line).find()
                && !FOREIGN.matcher(line).find();
    }
}
