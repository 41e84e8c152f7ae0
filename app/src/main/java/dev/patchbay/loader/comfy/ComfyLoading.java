package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code load_lora_for_models}, and the changes to the model that follow: what becomes of the tensors of one file.
 *
 * @param version of ComfyUI whose names these are; empty if it has no such model, or none that is known here
 * @param stop what it stops with; empty if it loads
 * @param applied names of the tensors that change the model
 * @param log what ComfyUI writes of the tensors that it read and that change nothing, by name
 */
public record ComfyLoading(Optional<String> version, Optional<Message> stop, Set<String> applied, Map<String, Message> log) {

    public ComfyLoading {
        applied = Set.copyOf(applied);
        log = Map.copyOf(log);
    }

    /** @param tensors shapes of all tensors of the file, by name */
    public static ComfyLoading of(BaseModel base, Map<String, Shape> tensors) {
        Optional<ComfyModel> model = ComfyModel.of(base);
        if (model.isEmpty()) {
            return new ComfyLoading(Optional.empty(), Optional.empty(), Set.of(), Map.of());
        }
        Optional<String> version = Optional.of(model.get().kind().version());
        Set<String> applied = new HashSet<>();
        Map<String, Message> log = new LinkedHashMap<>();
        try {
            load(model.get(), LoraConversion.of(LoraFile.of(tensors)), applied, log);
        } catch (ComfyStop stop) {
            return new ComfyLoading(version, Optional.of(stop.said()), Set.of(), Map.of());
        }
        return new ComfyLoading(version, Optional.empty(), applied, log);
    }

    private static void load(ComfyModel model, LoraFile file, Set<String> applied, Map<String, Message> log) throws ComfyStop {
        for (Map.Entry<Target, Patch> entry : Patches.of(file, KeyMap.of(model)).entrySet()) {
            Patch patch = entry.getValue();
            Optional<Message> line = apply(model, entry.getKey(), patch);
            for (Stored tensor : patch.tensors()) {
                line.ifPresentOrElse(said -> log.put(tensor.name(), said), () -> applied.add(tensor.name()));
            }
        }
    }

    /** What is written to the log if the weight stays as it is. */
    private static Optional<Message> apply(ComfyModel model, Target target, Patch patch) throws ComfyStop {
        Optional<Shape> weight = model.weight(target.weight());
        if (weight.isEmpty()) {
            return Optional.of(Message.of("inspection.comfy.notPatched", target.weight()));
        }
        Shape rows = rows(target, weight.get());
        return patch.apply(rows).map(misfit -> misfit.elements() == 0
                ? Message.of("inspection.comfy.ranks", target.weight())
                : Message.of("inspection.comfy.shape", target.weight(), rows, misfit.elements()));
    }

    private static Shape rows(Target target, Shape weight) throws ComfyStop {
        if (target.rows().isEmpty()) {
            return weight;
        }
        if (target.rows().get().to() > weight.size(0)) {
            throw ComfyStop.sizes(target.weight(), weight);
        }
        return weight.with(0, target.rows().get().size());
    }
}
