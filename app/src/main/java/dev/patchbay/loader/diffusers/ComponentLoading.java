package dev.patchbay.loader.diffusers;

import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.loader.peft.LayerModel;
import dev.patchbay.loader.peft.LoraRoom;
import dev.patchbay.message.Message;
import dev.patchbay.part.Wrapper;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code load_lora_adapter} for one model of a pipeline: a configuration is made of the names, PEFT makes room for every module that a name
 * leads to, and what does not fit the room, or leaves it empty, stops it.
 *
 * @param component as its names begin
 * @param model whose layers are given room
 * @param names what is under the component's prefix
 * @param declared PEFT's configuration in the metadata of the file
 */
record ComponentLoading(String component, LayerModel model, StateDict names, Optional<DeclaredConfig> declared) {

    private static final String ROOT = ".lora_";
    private static final String COMPILED = Wrapper.COMPILED.word() + ".";

    /** The rank of a configuration that says none. */
    private static final long DEFAULT_RANK = 8;

    /** Names in the file of all tensors that found their place. */
    Set<String> load(Map<String, Long> ranks) throws LoaderStop {
        if (ranks.isEmpty() && declared.isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.suffix", component + "." + names.names().getFirst()));
        }
        Set<String> modules = modules();
        Set<String> filled = new LinkedHashSet<>();
        List<Message> empty = new ArrayList<>();
        for (String module : modules) {
            fill(module, rank(module, ranks), filled, empty);
        }
        if (filled.isEmpty() && names.names().stream().allMatch(name -> name.startsWith(COMPILED))) {
            throw LoaderStop.emptyRoom(Message.of("inspection.verdict.compiled", Wrapper.COMPILED.word()));
        }
        if (!empty.isEmpty()) {
            throw new LoaderStop(empty.getFirst());
        }
        return filled.stream().flatMap(name -> names.tensor(name).from().stream()).collect(Collectors.toSet());
    }

    /** The rank of each module that has a matrix B, in order. */
    static Map<String, Long> ranks(StateDict names) {
        Map<String, Long> ranks = new LinkedHashMap<>();
        names.tensors().forEach((name, tensor) -> {
            if (name.contains("lora_B") && tensor.shape().dimensions() > 1) {
                ranks.put(name.split("\\.lora_B\\.", 2)[0], tensor.shape().size(1));
            }
        });
        return ranks;
    }

    /** Modules of the model that a name leads to; PEFT takes layers only. */
    private Set<String> modules() throws LoaderStop {
        Set<String> found = new LinkedHashSet<>();
        for (String name : names.names()) {
            int at = name.lastIndexOf(ROOT);
            String module = at < 0 ? name : name.substring(0, at);
            String plain = module.startsWith(COMPILED) ? module.substring(COMPILED.length()) : module;
            if (model.has(plain)) {
                found.add(plain);
            }
        }
        if (found.isEmpty()) {
            String first = names.names().getFirst();
            int at = first.lastIndexOf(ROOT);
            throw new LoaderStop(Message.of("inspection.verdict.targets", at < 0 ? first : first.substring(0, at)));
        }
        for (String module : found) {
            if (model.weight(module).isEmpty()) {
                throw new LoaderStop(Message.of("inspection.diffusers.container", component + "." + module));
            }
        }
        return found;
    }

    private long rank(String module, Map<String, Long> ranks) {
        if (declared.isPresent()) {
            return declared.get().rank(module).orElse(DEFAULT_RANK);
        }
        return Optional.ofNullable(ranks.get(module)).orElseGet(() -> mostFrequent(ranks));
    }

    private static long mostFrequent(Map<String, Long> ranks) {
        Map<Long, Long> counts = ranks.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream().filter(count -> count.getValue() == most).findFirst().map(Map.Entry::getKey).orElse(DEFAULT_RANK);
    }

    private void fill(String module, long rank, Set<String> filled, List<Message> empty) throws LoaderStop {
        Shape weight = model.weight(module).orElseThrow();
        Map<String, Shape> room = LoraRoom.of(
                weight,
                rank,
                declared.map(DeclaredConfig::hasUpBias).orElseGet(this::anyBias),
                declared.map(DeclaredConfig::hasMagnitudes).orElseGet(this::anyMagnitude));
        for (Map.Entry<String, Shape> part : room.entrySet()) {
            String name = module + part.getKey();
            String stored = part.getKey().equals(LoraRoom.MAGNITUDE) && names.has(name + ".weight") ? name + ".weight" : name;
            Held tensor = names.tensors().get(stored);
            if (tensor == null) {
                empty.add(missing(module, name));
            } else if (!tensor.shape().equals(part.getValue())) {
                throw new LoaderStop(Message.of("inspection.verdict.sizes", component + "." + module));
            } else {
                filled.add(stored);
            }
        }
    }

    private boolean anyBias() {
        return names.names().stream().anyMatch(name -> name.contains("lora_B") && name.endsWith(".bias"));
    }

    private boolean anyMagnitude() {
        return names.names().stream().anyMatch(name -> name.contains("lora_magnitude_vector"));
    }

    /** Why room stays empty: a tensor is there under a name that leads nowhere, or none is there. */
    private Message missing(String module, String name) {
        String root = name.substring(0, name.lastIndexOf('.'));
        return names.names().stream()
                .filter(other -> other.contains(module + ROOT) && other.contains(root))
                .findFirst()
                .map(other -> Message.of("inspection.verdict.infix", component + "." + other))
                .orElseGet(() -> Message.of("inspection.verdict.half", component + "." + name));
    }
}
