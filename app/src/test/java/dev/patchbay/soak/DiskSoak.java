package dev.patchbay.soak;

import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.files.FolderTree;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Every command that writes, onto a small disk of its own (a tmpfs, so it needs root) that is too full by a random number of bytes, or
 * that can only be read: one sentence, the old content still there, nothing beside it.
 */
final class DiskSoak {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String ADAPTER = REFERENCE + "sat-lora-exported.safetensors";
    private static final String OLD = "what was there before";
    private static final int DISK = 4 << 20;

    private final Random random;
    private final long seed;
    private final Path disk;
    private final List<String> faults = new ArrayList<>();
    private int full;
    private int readOnly;
    private int written;

    DiskSoak(long seed, Path folder) throws IOException {
        this.seed = seed;
        this.random = new Random(seed);
        this.disk = Files.createDirectories(folder.resolve("disk"));
    }

    private static boolean system(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    /** True if a disk can be made here. */
    private boolean mount() throws IOException, InterruptedException {
        return system("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    }

    SoakResult run(Rounds rounds) throws IOException, InterruptedException {
        if (!mount()) {
            return new SoakResult("disk: not run, since no disk can be mounted here (it needs root)", List.of());
        }
        int round = 0;
        try {
            for (; rounds.more(round); round++) {
                round(round);
            }
        } finally {
            system("umount", disk.toString());
        }
        String summary = "disk: %d commands, seed %d; refused with the old content in place: %d onto a full disk, %d onto one that is only "
                + "read; %d fitted";
        return new SoakResult(summary.formatted(round, seed, full, readOnly, written), faults);
    }

    private void round(int round) throws IOException, InterruptedException {
        boolean folder = round % 5 == 3;
        Path target = disk.resolve(folder ? "out" : "out.safetensors");
        Path old = folder ? Files.createDirectories(target).resolve("config.json") : target;
        Files.writeString(old, OLD);
        boolean locked = random.nextInt(4) == 0;
        if (locked) {
            system("mount", "-o", "remount,ro", disk.toString());
        } else {
            fill(random.nextInt(folder ? 2_700_000 : 500_000));
        }
        List<String> words = new ArrayList<>(switch (round % 5) {
            case 0 -> List.of("convert", ADAPTER, "--to", "diffusers", "--dtype", "f32");
            case 1 -> List.of("resize", ADAPTER, "--rank", "2");
            case 2 -> List.of("merge", ADAPTER, ADAPTER + ":0.5");
            case 4 -> List.of("edit", ADAPTER, "--without", "**.to_k", "--strength", "**.to_v=0.5");
            default -> List.of("convert", REFERENCE + "sat-full", "--to", "diffusers", "--max-shard-size", "1MB");
        });
        words.addAll(List.of("--overwrite", "--out", target.toString()));
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(words);
        if (locked) {
            system("mount", "-o", "remount,rw", disk.toString());
        }
        judge(words, code, err.toString(), old, locked);
        clear();
    }

    private void judge(List<String> words, int code, String err, Path old, boolean locked) throws IOException {
        if (code < 2 && !locked) {
            written++;
            return;
        }
        readOnly += locked ? 1 : 0;
        full += locked ? 0 : 1;
        boolean sentence = err.lines().filter(line -> line.startsWith("patchbay: ")).count() == 1 && !err.contains("fault of Patchbay");
        boolean kept = Files.exists(old) && Files.size(old) == OLD.length();
        List<String> left = names();
        if (code != 2 || !sentence || !kept || left.size() > 1) {
            String gone = kept ? "" : "; the old content is gone";
            faults.add(String.join(" ", words) + ": " + code + " " + err.strip() + gone + "; left " + left);
        }
    }

    /** Leaves so many bytes free. */
    private void fill(int free) throws IOException {
        long bytes = Math.max(0, Files.getFileStore(disk).getUsableSpace() - free);
        Files.write(disk.resolve("filling"), new byte[(int) bytes]);
    }

    /** What lies on the disk, without what fills it. */
    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("filling")).toList();
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            for (Path file : files.toList()) {
                FolderTree.delete(file);
            }
        }
    }
}
