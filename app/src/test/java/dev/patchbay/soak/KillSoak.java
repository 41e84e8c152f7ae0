package dev.patchbay.soak;

import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.files.FolderTree;
import dev.patchbay.launch.Main;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Commands in processes of their own that are killed by SIGKILL at random moments of their writing. Under the target's name then lies what
 * lay there before, or the whole new output, byte for byte; and what a killed command left is gone after the next that is not killed.
 */
final class KillSoak {

    /** One of so many commands is left to its end, and has to clear away what the killed ones before it left. */
    private static final int LEFT_ALONE = 5;

    private static final int WIDTH = 1024;

    /** A model of 2.5 MB that becomes three shards, whatever the other inputs are. */
    private static final Path MODEL = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-full");

    private static final int MODEL_SIZE = 3;

    /** A name that an export of a model writes, and so may replace. */
    private static final String SHARD = "config.json";

    private final long seed;
    private final Path folder;
    private final Path targets;
    private final List<String> faults = new ArrayList<>();
    private final Map<Writing, Integer> kills = new EnumMap<>(Writing.class);
    private final Map<Integer, Integer> sizes = new TreeMap<>();
    private final Map<String, Whole> wholes = new HashMap<>();
    private int before;
    private int after;
    private int finished;
    private int cleared;

    KillSoak(long seed, Path folder) throws IOException {
        this.seed = seed;
        this.folder = folder;
        this.targets = Files.createDirectories(folder.resolve("targets"));
    }

    /** What a command writes that nobody kills. */
    private record Whole(Map<String, String> content, long bytes) {}

    /** The commands that write. */
    enum Writing {
        CONVERT,
        SHARDS,
        RESIZE,
        MERGE,
        EDIT,
        BAKE;

        List<String> words(Path adapter, Path base, Path out) {
            String file = adapter.toString();
            List<String> words = new ArrayList<>(switch (this) {
                case CONVERT -> List.of("convert", file, "--to", "diffusers", "--dtype", "bf16");
                case SHARDS -> List.of("convert", MODEL.toString(), "--to", "diffusers", "--max-shard-size", "1MB");
                case RESIZE -> List.of("resize", file, "--rank", "2");
                case MERGE -> List.of("merge", file, file + ":0.5");
                case EDIT -> List.of("edit", file, "--set", "a=b", "--strength", "**=0.5");
                case BAKE -> List.of("bake", file, "--base", base.toString());
            });
            words.addAll(List.of("--overwrite", "--out", out.toString()));
            return words;
        }
    }

    SoakResult run(Rounds rounds) throws IOException, InterruptedException {
        Random random = new Random(seed);
        int[] megabytes = {1, 1, 1, 1, 3, 3, 10, 30, 100, 300};
        int round = 0;
        while (rounds.more(killed()) && faults.size() < 20) {
            Writing writing = Writing.values()[round % Writing.values().length];
            int size = megabytes[random.nextInt(rounds.most() < 20 ? 4 : megabytes.length)];
            group(writing, writing == Writing.SHARDS ? MODEL_SIZE : size, Math.min(LEFT_ALONE - 1, rounds.most() - killed()), random);
            round++;
        }
        FolderTree.delete(targets);
        String summary = "kills: %d SIGKILLs, seed %d; by command %s; by megabytes of input %s; old content in place after %d, "
                + "the new %d; %d commands came to their end first; leftovers cleared by the next run %d of %d times";
        return new SoakResult(summary.formatted(killed(), seed, kills, sizes, before, after, finished, cleared, round), faults);
    }

    private int killed() {
        return kills.values().stream().mapToInt(count -> count).sum();
    }

    /** Some killed commands, then one that is not, all for one target. */
    private void group(Writing writing, int megabytes, int times, Random random) throws IOException, InterruptedException {
        Path adapter = adapter(megabytes);
        Path base = writing == Writing.BAKE ? base(megabytes) : Path.of("");
        Path target = targets.resolve(writing == Writing.SHARDS ? "out" : "out.safetensors");
        List<String> words = writing.words(adapter, base, target);
        Path log = folder.resolve("log");
        String same = writing + " " + megabytes;
        if (!wholes.containsKey(same)) {
            if (start(words, log).waitFor() != 0) {
                faults.add(writing + ": " + Files.readString(log));
                return;
            }
            wholes.put(same, new Whole(content(target), bytes(target)));
        } else if (random.nextBoolean()) {
            Files.writeString(writing == Writing.SHARDS ? Files.createDirectory(target).resolve(SHARD) : target, "what was there before");
        }
        Map<String, String> whole = wholes.get(same).content();
        long bytes = wholes.get(same).bytes();
        boolean fresh = random.nextBoolean();
        for (int i = 0; i < times; i++) {
            if (fresh) {
                FolderTree.delete(target);
            }
            Map<String, String> old = content(target);
            boolean ended = kill(start(words, log), bytes, random);
            Map<String, String> found = content(target);
            kills.merge(writing, ended ? 0 : 1, Integer::sum);
            sizes.merge(megabytes, ended ? 0 : 1, Integer::sum);
            finished += ended ? 1 : 0;
            before += !ended && found.equals(old) ? 1 : 0;
            after += !ended && !found.equals(old) ? 1 : 0;
            boolean setAside = writing == Writing.SHARDS && found.isEmpty();
            if (!found.equals(old) && !found.equals(whole) && !setAside) {
                faults.add("%s of %d MB: neither the old nor the new content: %s".formatted(writing, megabytes, found));
            }
        }
        int code = start(words, log).waitFor();
        List<String> left = names(targets);
        if (code != 0 || !content(target).equals(whole)) {
            faults.add("%s of %d MB: the next run failed: %d %s".formatted(writing, megabytes, code, Files.readString(log)));
        } else if (!left.equals(List.of(String.valueOf(target.getFileName())))) {
            faults.add("%s of %d MB: leftovers %s".formatted(writing, megabytes, left));
        } else {
            cleared++;
        }
        FolderTree.delete(target);
    }

    private static Process start(List<String> words, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Kills it when a random part of its output is there, or a while after all is; true if it was faster. */
    private boolean kill(Process process, long bytes, Random random) throws IOException, InterruptedException {
        double part = random.nextDouble() * 1.4;
        long delay = part < 1 ? 0 : random.nextInt(400);
        long wanted = (long) (Math.min(1, part) * bytes);
        while (process.isAlive() && hidden() < wanted) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        boolean ended = process.waitFor(delay, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        return ended;
    }

    /** Bytes under hidden names. */
    private long hidden() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(targets)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(".")).toList()) {
                sum += bytes(file);
            }
        }
        return sum;
    }

    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).mapToLong(KillSoak::size).sum();
        } catch (IOException renamedMeanwhile) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException renamedMeanwhile) {
            return 0;
        }
    }

    /** Every file with its checksum; none if nothing is there. */
    private static Map<String, String> content(Path target) throws IOException {
        Map<String, String> content = new TreeMap<>();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(target)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    content.put(target.relativize(file).toString(), sum(file));
                }
            }
        }
        return content;
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Pairs of rank 16 for so many modules that they have about this size. */
    private Path adapter(int megabytes) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        int rank = megabytes < 30 ? 16 : 128;
        long pairs = Math.max(2, (megabytes << 20) / (2L * rank * WIDTH * 4));
        for (int pair = 0; pair < pairs; pair++) {
            String module = "transformer." + module(pair);
            tensors.put(module + ".lora_A.weight", values(pair, rank, WIDTH));
            tensors.put(module + ".lora_B.weight", values(pair + 1, WIDTH, rank));
        }
        return written("adapter-" + megabytes, tensors);
    }

    private Path base(int megabytes) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (int module = 0; module < Math.max(2, megabytes / 4); module++) {
            tensors.put(module(module) + ".weight", values(module, WIDTH, WIDTH));
        }
        return written("base-" + megabytes, tensors);
    }

    private static String module(int number) {
        return "transformer_blocks." + number / 3 + ".attn1.to_" + "qkv".charAt(number % 3);
    }

    /** Computed when they are written, so that no input has to be in memory. */
    private static TensorData values(int seed, int rows, int columns) {
        return new ComputedData(DType.F32, Shape.of(rows, columns), () -> {
            float[] values = new float[rows * columns];
            Random random = new Random(seed);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            return values;
        });
    }

    private Path written(String name, Map<String, TensorData> tensors) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        if (!Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                SafetensorsWriter.write(tensors, Map.of(), channel);
            }
        }
        return file;
    }
}
