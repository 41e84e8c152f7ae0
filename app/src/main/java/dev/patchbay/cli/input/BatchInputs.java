package dev.patchbay.cli.input;

import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The checkpoints of a folder, or those that match a pattern.
 *
 * @param opener decides what can be opened
 */
public record BatchInputs(CheckpointOpener opener) {

    private static final Pattern WEIGHTS = Pattern.compile("(?i).+\\.(safetensors|pt|pth|bin|ckpt|gguf)");
    private static final Pattern SHARD = Pattern.compile("(?i).+-\\d{5}-of-\\d{5}\\.(safetensors|bin)");

    /** @param in a folder, whose files and folders are searched, or such a path with {@code *} and {@code ?} in its last part */
    public List<Path> find(String in) throws IOException {
        Path asFolder = isPattern(in) ? null : Path.of(in);
        if (asFolder != null && Files.isDirectory(asFolder)) {
            return list(asFolder, path -> true);
        }
        int slash = Math.max(in.lastIndexOf('/'), in.lastIndexOf('\\'));
        Path folder = slash < 0 ? Path.of("") : Path.of(in.substring(0, Math.max(slash, 1)));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + in.substring(slash + 1));
        return Files.isDirectory(folder.toAbsolutePath()) ? list(folder, matcher::matches) : List.of();
    }

    private static boolean isPattern(String in) {
        return in.contains("*") || in.contains("?") || in.contains("{");
    }

    private List<Path> list(Path folder, PathMatcher names) throws IOException {
        List<Path> inputs = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder.toAbsolutePath())) {
            for (Path path : paths) {
                if (names.matches(path.getFileName()) && !path.getFileName().toString().startsWith(".") && isKnown(path)) {
                    inputs.add(folder.resolve(path.getFileName()));
                }
            }
        }
        Collections.sort(inputs);
        return inputs;
    }

    /**
     * Files that only look like weights count too, so that the report says what is wrong with them. Shards are covered by their index.
     */
    private boolean isKnown(Path path) throws IOException {
        String name = path.getFileName().toString();
        if (SHARD.matcher(name).matches()) {
            return false;
        }
        if (WEIGHTS.matcher(name).matches()) {
            return true;
        }
        for (CheckpointReader reader : opener.readers()) {
            if (reader.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
