package dev.patchbay.launch;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An adapter as another trainer writes it, with the right result: names, shapes and alphas from {@code families/<name>.json}, values made
 * up. The result is kept as probes of what each module of the base gets: yᵀ·ΔW·x for made-up x and y, v·b for a bias or a norm b.
 */
record ForeignAdapter(String name, JsonNode description) {

    static ForeignAdapter read(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".json", "");
        return new ForeignAdapter(name, JsonMapper.shared().readTree(Files.readString(file)));
    }

    String base() {
        return description.get("base").asString();
    }

    /** Tensors that change nothing: diffusers throws them away on purpose. */
    List<String> leftOut() {
        return description.get("left_out").valueStream().map(JsonNode::asString).toList();
    }

    /** What each module of the base is to get: probes by part, by module. */
    Map<String, Map<String, List<Double>>> modules() {
        Map<String, Map<String, List<Double>>> modules = new LinkedHashMap<>();
        description.get("modules").forEachEntry((module, parts) -> {
            Map<String, List<Double>> probes = new LinkedHashMap<>();
            for (String part : List.of("probes", "bias", "norm")) {
                if (parts.has(part)) {
                    probes.put(part, parts.get(part).valueStream().map(JsonNode::asDouble).toList());
                }
            }
            modules.put(module, probes);
        });
        return modules;
    }

    Path write(Path folder) throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        description.get("tensors").forEachEntry((tensor, described) -> add(made, tensor, described));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        Map<String, String> metadata = new LinkedHashMap<>();
        description.get("metadata").forEachEntry((key, value) -> metadata.put(key, value.asString()));
        Path file = folder.resolve(name + ".safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, metadata, channel);
        }
        return file;
    }

    private static void add(SyntheticCheckpoint made, String tensor, JsonNode described) {
        if (described.has("alpha")) {
            made.values(tensor, DType.F32, new float[] {(float) described.get("alpha").asDouble()});
            return;
        }
        long[] shape = described.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
        int count = Math.toIntExact(Shape.of(shape).elements());
        made.values(tensor, DType.valueOf(described.get("dtype").asString()), MadeUpValues.of(tensor, count), shape);
    }

    @Override
    public String toString() {
        return name + " (" + description.get("convention").asString() + ")";
    }
}
