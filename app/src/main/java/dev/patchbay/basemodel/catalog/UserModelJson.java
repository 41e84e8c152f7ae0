package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ArchitectureJson;
import dev.patchbay.basemodel.ArchitectureTemplates;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes a model of a user's own: the architecture of its denoiser as in the built-in files, and under {@code "components"} what
 * else belongs to it: {@code {"text_encoder": "t5-v1_1-xxl-encoder", "vae": {"tensors": {…}}}}, by the name of a built-in architecture or
 * in full.
 */
final class UserModelJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private UserModelJson() {}

    /** @throws CheckpointException if the file is not such a description */
    static BaseModel read(String json, Path file) throws CheckpointException {
        String place = file.toString();
        JsonNode root = ArchitectureJson.root(json, place);
        Architecture denoiser = ArchitectureJson.read(root, place);
        List<ModuleDictionary> components = new ArrayList<>();
        components.add(new ModuleDictionary(denoiser.component(), denoiser.tensors()));
        for (Map.Entry<String, JsonNode> other : root.path("components").properties()) {
            components.add(new ModuleDictionary(other.getKey(), tensors(other.getKey(), other.getValue(), denoiser, place)));
        }
        return new BaseModel(denoiser.name(), denoiser.family(), components, Optional.empty());
    }

    private static Map<String, Shape> tensors(String component, JsonNode description, Architecture denoiser, String place)
            throws CheckpointException {
        if (description.isString()) {
            String name = description.asString();
            if (!ModelCatalog.architectureNames().contains(name)) {
                throw new CheckpointException(Message.of("basemodel.description.component", place, component, name));
            }
            return ModelCatalog.architecture(name).tensors();
        }
        ObjectNode whole = MAPPER.createObjectNode().put("name", denoiser.name()).put("family", denoiser.family())
                .put("component", component);
        whole.set("tensors", description.path("tensors"));
        return ArchitectureJson.read(whole, place).tensors();
    }

    static String write(BaseModel model, String name) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("name", name);
        root.put("family", model.family());
        root.put("component", model.main().component());
        ModelCatalog.className(model.family()).ifPresent(className -> root.put("class", className));
        root.put("tensor_count", model.main().tensors().size());
        root.set("tensors", tensors(model.main()));
        ObjectNode others = MAPPER.createObjectNode();
        model.components().stream().skip(1).filter(other -> !other.tensors().isEmpty()).forEach(other ->
                others.putObject(other.component()).set("tensors", tensors(other)));
        if (!others.isEmpty()) {
            root.set("components", others);
        }
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static ObjectNode tensors(ModuleDictionary dictionary) {
        ObjectNode tensors = MAPPER.createObjectNode();
        for (ArchitectureTemplates.Entry entry : ArchitectureTemplates.of(new LinkedHashMap<>(dictionary.tensors()))) {
            ObjectNode one = tensors.putObject(entry.name());
            for (long size : entry.shape().toArray()) {
                one.withArray("shape").add(size);
            }
            if (entry.shape().dimensions() == 0) {
                one.putArray("shape");
            }
            entry.index().forEach(range -> {
                var pair = one.withArray("index").addArray();
                range.forEach(pair::add);
            });
        }
        return tensors;
    }
}
