package dev.patchbay.workspace.place;

import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * ComfyUI's {@code extra_model_paths.yaml}: sections with an optional {@code base_path}, and one or more folders for each category, one
 * on each line.
 *
 * @param file may be missing or invalid: then it names no folders, as for ComfyUI
 */
record ExtraModelPaths(Path file) {

    private static final int LONGEST = 100_000;
    private static final int MOST_FOLDERS = 1_000;
    private static final String BASE = "base_path";

    List<PlaceFolder> folders() {
        List<PlaceFolder> folders = new ArrayList<>();
        if (read() instanceof Map<?, ?> sections) {
            sections.values().forEach(section -> {
                if (section instanceof Map<?, ?> settings) {
                    addSection(settings, folders);
                }
            });
        }
        return folders;
    }

    private Object read() {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = RegularFiles.stream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return value == null ? "" : value;
        } catch (IOException | YAMLException e) {
            return "";
        }
    }

    private void addSection(Map<?, ?> settings, List<PlaceFolder> folders) {
        Object base = settings.get(BASE);
        for (String category : ComfyUiCategories.names()) {
            Object paths = settings.get(category);
            if (paths != null) {
                String.valueOf(paths).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
                    if (folders.size() < MOST_FOLDERS) {
                        add(category, base == null ? "" : base.toString(), line, folders);
                    }
                });
            }
        }
    }

    /** Relative paths are resolved against the folder of the file. */
    private void add(String category, String base, String path, List<PlaceFolder> folders) {
        try {
            folders.add(new PlaceFolder(category, file.resolveSibling(base).resolve(path).normalize()));
        } catch (InvalidPathException e) {
            // Not a valid path on this operating system.
        }
    }
}
