package dev.patchbay.matching.names;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module as the file has it: the parts of an adapter's module, a low-rank pair in words that nobody uses, or a whole weight.
 *
 * @param name common part of its tensors' names, without {@code lora_A} and the like
 * @param weight shape of the weight that it changes; empty where its parts do not tell
 * @param tensors down and up, the parts of another algorithm, or the weight alone
 * @param pair empty for a whole weight, and for other algorithms
 * @param key the parsed name; empty if none of the known spellings is used
 */
public record ForeignModule(
        String name, Optional<Shape> weight, List<TensorInfo> tensors, Optional<LowRankPair> pair, Optional<AdapterKey> key) {

    private static final String WEIGHT = ".weight";

    public ForeignModule {
        tensors = List.copyOf(tensors);
    }

    /**
     * The modules of the adapter and all pairs among what is left over, in words that are not known; every {@code .weight} if there is
     * neither.
     */
    public static List<ForeignModule> find(Adapter adapter, List<TensorInfo> tensors) {
        List<ForeignModule> found = new ArrayList<>();
        adapter.modules().forEach(module -> part(module).ifPresent(key -> found.add(of(module, key))));
        List<TensorInfo> others = adapter.modules().isEmpty() ? tensors : adapter.leftovers().stream().map(MappedTensor::info).toList();
        new PairFinder(others).find().stream().map(ForeignModule::of).forEach(found::add);
        return found.isEmpty()
                ? tensors.stream().filter(tensor -> tensor.name().endsWith(WEIGHT)).map(ForeignModule::of).toList()
                : List.copyOf(found);
    }

    /** A tensor without a counterpart, under its name without the last segment. */
    public static ForeignModule alone(TensorInfo tensor) {
        String name = tensor.name().substring(0, Math.max(0, tensor.name().lastIndexOf('.')));
        return new ForeignModule(name, Optional.empty(), List.of(tensor), Optional.empty(), Optional.empty());
    }

    /** True for a weight that is no part of an adapter. */
    public boolean isWhole() {
        return pair.isEmpty() && key.isEmpty();
    }

    private static Optional<AdapterKey> part(AdapterModule module) {
        return module.tensors().stream().map(tensor -> AdapterKey.parse(tensor.name())).flatMap(Optional::stream).findFirst();
    }

    private static ForeignModule of(AdapterModule module, AdapterKey key) {
        List<TensorInfo> tensors = module.parts().entrySet().stream()
                .filter(part -> part.getKey() != Part.ALPHA)
                .map(part -> part.getValue().info())
                .toList();
        Optional<LowRankPair> pair = module.isPair()
                ? LowRankPair.of(module.down().orElseThrow().info(), module.up().orElseThrow().info())
                : Optional.empty();
        String name = AdapterKey.path(tensors.isEmpty() ? key.name() : tensors.getFirst().name()).orElseGet(module::address);
        return new ForeignModule(name, weight(module), tensors, pair, Optional.of(key));
    }

    private static Optional<Shape> weight(AdapterModule module) {
        if (module.outputs().isEmpty() || module.inputs().isEmpty()) {
            return Optional.empty();
        }
        List<Long> sizes = new ArrayList<>(List.of(module.outputs().getAsLong(), module.inputs().getAsLong()));
        sizes.addAll(module.kernel());
        return Optional.of(Shape.of(sizes.stream().mapToLong(Long::longValue).toArray()));
    }

    /** A pair, under the name that its halves have in common. */
    public static ForeignModule of(LowRankPair pair) {
        List<String> segments = new ArrayList<>(TensorName.of(pair.site()).segments());
        segments.removeIf(segment -> segment.indexOf(LowRankPair.MARK) >= 0 && !hasOwnWords(segment));
        segments.replaceAll(segment -> segment.replaceAll("[_-]?" + LowRankPair.MARK, ""));
        if (segments.size() > 1 && segments.getLast().equals("weight")) {
            segments.removeLast();
        }
        String name = String.join(".", segments);
        return new ForeignModule(name, Optional.of(pair.delta()), List.of(pair.down(), pair.up()), Optional.of(pair), Optional.empty());
    }

    /** True if the segment names more than the half: in {@code to_q_lora_down} it also names the role. */
    private static boolean hasOwnWords(String segment) {
        String rest = segment.replace(String.valueOf(LowRankPair.MARK), "");
        return rest.chars().filter(c -> c == '_').count() > 1;
    }

    private static ForeignModule of(TensorInfo weight) {
        String name = weight.name().substring(0, weight.name().length() - WEIGHT.length());
        return new ForeignModule(name, Optional.of(weight.shape()), List.of(weight), Optional.empty(), Optional.empty());
    }
}
