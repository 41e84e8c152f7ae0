package dev.patchbay.generation;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A configuration file of a diffusers or transformers model. Every value is checked for type and range, because sizes decide how much
 * memory is allocated; missing values get the given default. Invalid ones throw a {@link GenerationException} that names file and
 * setting.
 */
public final class ConfigFileJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long LARGEST_FILE = 10_000_000;
    private static final String INDEX = "model_index.json";
    private static final String CLASS = "_class_name";

    private final Path file;
    private final JsonNode node;

    private ConfigFileJson(Path file, JsonNode node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads a file.
     *
     * @throws GenerationException if it is missing, too large, or not a JSON object
     */
    public static ConfigFileJson read(Path file) throws IOException {
        RegularFiles.require(file);
        if (!Files.isRegularFile(file)) {
            throw new GenerationException(Message.of("generation.missingFile", file));
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new GenerationException(Message.of("generation.notJson", file));
        }
        return of(file, new String(RegularFiles.bytes(file), StandardCharsets.UTF_8));
    }

    /**
     * A file that was read already.
     *
     * @throws GenerationException if it is not a JSON object
     */
    public static ConfigFileJson of(Path file, String text) throws GenerationException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isObject()) {
                return new ConfigFileJson(file, node);
            }
        } catch (JacksonException broken) {
            throw new GenerationException(Message.of("generation.notJson", file), broken);
        }
        throw new GenerationException(Message.of("generation.notJson", file));
    }

    /** The object of this name inside it; without settings if there is none. */
    public ConfigFileJson part(String name) {
        JsonNode inner = node.path(name);
        return new ConfigFileJson(file.resolve(name), inner.isObject() ? inner : MAPPER.createObjectNode());
    }

    /** The {@code model_index.json} of a diffusers pipeline folder. */
    public static ConfigFileJson index(Path folder) throws IOException {
        return read(folder.resolve(INDEX));
    }

    /** The pipeline's class as {@code model_index.json} names it; empty if there is no such file. */
    public static Optional<String> pipelineClass(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(INDEX)) ? Optional.of(index(folder).className()) : Optional.empty();
    }

    public Path file() {
        return file;
    }

    /** {@code _class_name}; empty if the file has none. */
    public String className() throws GenerationException {
        return text(CLASS, "");
    }

    /** The class that a pipeline's index names for a component, {@code "scheduler": ["diffusers", "CogVideoXDPMScheduler"]}. */
    public Optional<String> componentClass(String component) {
        JsonNode named = node.path(component).path(1);
        return named.isString() ? Optional.of(named.stringValue()) : Optional.empty();
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public String text(String name, String otherwise) throws GenerationException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        check(value.isString(), name, value, "…");
        return value.stringValue();
    }

    public boolean flag(String name, boolean otherwise) throws GenerationException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        check(value.isBoolean(), name, value, "true, false");
        return value.booleanValue();
    }

    public double number(String name, double otherwise) throws GenerationException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        check(value.isNumber() && Double.isFinite(value.asDouble(Double.NaN)), name, value, "0.5");
        return value.doubleValue();
    }

    public int count(String name, int otherwise, int most) throws GenerationException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        return count(name, value, most);
    }

    public List<Integer> counts(String name, List<Integer> otherwise, int most) throws GenerationException {
        JsonNode values = node.path(name);
        if (values.isMissingNode() || values.isNull()) {
            return otherwise;
        }
        check(values.isArray() && values.size() >= 1 && values.size() <= 8, name, values, "[128, 256]");
        List<Integer> counts = new ArrayList<>();
        for (JsonNode value : values) {
            counts.add(count(name, value, most));
        }
        return counts;
    }

    /** A list of numbers, one for each of at most 4096 channels. */
    public List<Double> numbers(String name, List<Double> otherwise) throws GenerationException {
        JsonNode values = node.path(name);
        if (values.isMissingNode() || values.isNull()) {
            return otherwise;
        }
        check(values.isArray() && values.size() <= 4096, name, values, "[0.5, 1.5]");
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : values) {
            check(value.isNumber() && Double.isFinite(value.asDouble(Double.NaN)), name, value, "0.5");
            numbers.add(value.doubleValue());
        }
        return numbers;
    }

    public List<Boolean> flags(String name, List<Boolean> otherwise) throws GenerationException {
        JsonNode values = node.path(name);
        if (values.isMissingNode() || values.isNull()) {
            return otherwise;
        }
        check(values.isArray() && values.size() <= 8, name, values, "[false, true]");
        List<Boolean> flags = new ArrayList<>();
        for (JsonNode value : values) {
            check(value.isBoolean(), name, value, "true, false");
            flags.add(value.booleanValue());
        }
        return flags;
    }

    private int count(String name, JsonNode value, int most) throws GenerationException {
        boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1 && value.intValue() <= most;
        check(fits, name, value, "1–" + most);
        return value.intValue();
    }

    public void demand(String name, String otherwise, String wanted) throws GenerationException {
        String found = text(name, otherwise);
        if (!found.equals(wanted)) {
            throw new GenerationException(Message.of("generation.setting", file, name, found, wanted));
        }
    }

    private void check(boolean good, String name, JsonNode found, String wanted) throws GenerationException {
        if (!good) {
            throw new GenerationException(Message.of("generation.setting", file, name, found, wanted));
        }
    }
    }
