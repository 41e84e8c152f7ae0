package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * {@code load_lora_for_models}, and the changes to the model that follow: what becomes of the tensors of one file.
 *
 * @param version of ComfyUI whose names these are; empty if it has no such model, or none that is known here
 * @param newer version that has a class of its own for such models, while this one takes them for another's
 * @param stop what it stops with; empty if it loads
 * @param applied names of the tensors that change the model
 * @param read names of the tensors that it looks for, whatever becomes of them; it writes all others to its log
 * @param log what ComfyUI writes of the tensors that it read and that change nothing, by name
 */
public record ComfyLoading(
        Optional<String> version,
        Optional<String> newer,
        Optional<Message> stop,
        Set<String> applied,
        Set<String> read,
        Map<String, Message> log) {

    /** What is known of a base, by its denoiser's dictionary, which has no equal but itself. */
    private static final Map<ModuleDictionary, Optional<Known>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    public ComfyLoading {
        applied = Set.copyOf(applied);
        read = Set.copyOf(read);
        log = Map.copyOf(log);
    }

    private record Known(ComfyModel model, KeyMap map, Optional<String> newer) {

        static Optional<Known> of(BaseModel base) {
            return ComfyModel.of(CanonicalBase.opened(base))
                    .map(model -> new Known(model, KeyMap.of(model), ComfyModel.newer(base, model.kind())));
        }
    }

    /** @param tensors shapes of all tensors of the file, by name */
    public static ComfyLoading of(BaseModel base, Map<String, Shape> tensors) {
        Optional<Known> known = KNOWN.computeIfAbsent(base.main(), one -> Known.of(base));
        if (known.isEmpty()) {
            return new ComfyLoading(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), Map.of());
        }
        Optional<String> version = Optional.of(known.get().model().kind().version());
        try {
            LoraFile file = LoraConversion.of(LoraFile.of(tensors));
            return new Run(known.get(), file).load(version);
        } catch (ComfyStop stop) {
            return new ComfyLoading(version, known.get().newer(), Optional.of(stop.said()), Set.of(), Set.of(), Map.of());
        }
    }

    /** One file on its way into a model. */
    private static final class Run {

        private final Known known;
        private final LoraFile file;
        private final Set<String> applied = new HashSet<>();
        private final Set<String> read = new HashSet<>();
        private final Map<String, Message> log = new LinkedHashMap<>();

        Run(Known known, LoraFile file) {
            this.known = known;
            this.file = file;
        }

        ComfyLoading load(Optional<String> version) throws ComfyStop {
            for (Map.Entry<Target, Patch> entry : Patches.of(file, known.map()).entrySet()) {
                Optional<Message> line = apply(entry.getKey(), entry.getValue());
                for (Stored tensor : entry.getValue().tensors()) {
                    read.add(tensor.name());
                    line.ifPresentOrElse(said -> log.put(tensor.name(), said), () -> applied.add(tensor.name()));
                }
            }
            Extras.read(file, known.map()).forEach(tensor -> read.add(tensor.name()));
            return new ComfyLoading(version, known.newer(), Optional.empty(), applied, read, log);
        }

        /** What is written to the log if the weight stays as it is. */
        private Optional<Message> apply(Target target, Patch patch) throws ComfyStop {
            Optional<Shape> weight = known.model().weight(target.weight());
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
}
