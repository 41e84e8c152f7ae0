package dev.patchbay.loader.diffusers;

import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.loader.peft.LayerModel;
import dev.patchbay.loader.peft.LoraRoom;
import dev.patchbay.loader.peft.PeftAlphas;
import dev.patchbay.message.Message;
import dev.patchbay.part.Wrapper;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
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
 * leads to, what does not fit the room stops it, and what leaves it empty does when the model is moved.
 *
 * @param component as its names begin
 * @param model whose layers are given room
 * @param names what is under the component's prefix
 * @param declared PEFT's configuration in the metadata of the file
 * @param encoder the line of transformers that loads it, if it is a text encoder
 * @param alphas what the file's alphas become where no configuration is declared
 */
record ComponentLoading(
        String component,
        LayerModel model,
        StateDict names,
        Optional<DeclaredConfig> declared,
        Optional<TransformersLine> encoder,
        PeftAlphas alphas) {

    private static final String ROOT = ".lora_";
    private static final String A = ".lora_A.weight";
    private static final String EMBEDDING_A = ".lora_embedding_A";
    private static final String COMPILED = Wrapper.COMPILED.word() + ".";

    /** The rank of a configuration that says none. */
    private static final long DEFAULT_RANK = 8;

    /**
     * What became of the part of a file that is for one model.
     *
     * @param filled names in the file of the tensors that found their place
     * @param empty why room stayed empty, for each parameter of which it did
     * @param readable true if every name ends as PEFT reads it, so that only the way to the modules can be wrong
     * @param hasValues true if such room has values of its own; else it stops the model when it is moved or run
     * @param scales what the product of a pair is multiplied with, by the names of matrices A in the file
     */
    record Loaded(Set<String> filled, List<Message> empty, boolean readable, boolean hasValues, Map<String, Double> scales) {

        Loaded {
            filled = Set.copyOf(filled);
            empty = List.copyOf(empty);
            scales = Map.copyOf(scales);
        }

        boolean stopsLater() {
            return !empty.isEmpty() && !hasValues;
        }
    }

    Loaded load(Map<String, Long> ranks) throws LoaderStop {
        if (ranks.isEmpty() && declared.isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.suffix", component + "." + names.names().getFirst()));
        }
        Set<String> filled = new LinkedHashSet<>();
        List<Message> empty = new ArrayList<>();
        Map<String, Double> scales = new HashMap<>();
        for (String module : modules()) {
            long rank = rank(module, ranks);
            fill(module, rank, filled, empty);
            Optional.ofNullable(names.tensors().get(module + A)).or(() -> Optional.ofNullable(names.tensors().get(module + EMBEDDING_A)))
                    .ifPresent(down -> down.from().forEach(name -> scales.putIfAbsent(name, scale(module, rank))));
        }
        if (encoder.filter(line -> !line.roomHasValues()).isPresent() && !empty.isEmpty()) {
            throw new LoaderStop(empty.getFirst());
        }
        Set<String> stored = filled.stream().flatMap(name -> names.tensor(name).from().stream()).collect(Collectors.toSet());
        boolean readable = encoder.isPresent()
                || names.names().stream().allMatch(name -> name.endsWith("lora_A.weight") || name.endsWith("lora_B.weight"));
        return new Loaded(stored, empty, readable, encoder.isPresent(), scales);
    }

    private double scale(String module, long rank) {
        return declared.map(config -> config.scale(module, rank).orElse(1)).orElseGet(() -> alphas.scale(module, rank));
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

    /** Modules of the model that get room; PEFT takes layers only. */
    private Set<String> modules() throws LoaderStop {
        Set<String> named = names.names().stream().map(ComponentLoading::module).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> found = encoder.isPresent() ? chosen(named) : led(named);
        if (found.isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.targets", named.iterator().next()));
        }
        for (String module : found) {
            if (model.weight(module).isEmpty()) {
                throw new LoaderStop(Message.of("inspection.diffusers.container", component + "." + module));
            }
        }
        return found;
    }

    private static String module(String name) {
        int at = name.lastIndexOf(ROOT);
        return at < 0 ? name : name.substring(0, at);
    }

    /** The denoiser's: those that a name leads to, without the word that torch.compile leaves. */
    private Set<String> led(Set<String> named) {
        return named.stream()
                .map(name -> name.startsWith(COMPILED) ? name.substring(COMPILED.length()) : name)
                .filter(model::has)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A text encoder's: those that the configuration targets, which is the metadata's or made of the names. */
    private Set<String> chosen(Set<String> named) {
        return model.all()
                .filter(module -> declared.isPresent()
                        ? declared.get().targets().filter(targets -> targets.contains(module)).isPresent()
                        : named.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
        boolean bias = declared.map(DeclaredConfig::hasUpBias).orElseGet(this::anyBias);
        boolean magnitudes = declared.map(DeclaredConfig::hasMagnitudes).orElseGet(this::anyMagnitude);
        Optional<String> refusal = model.refusal(module, rank, bias, magnitudes);
        if (refusal.isPresent()) {
            throw new LoaderStop(Message.of("inspection.diffusers.stops", refusal.get()));
        }
        Map<String, Shape> room = model.room(module, rank, bias, magnitudes);
        for (Map.Entry<String, Shape> part : room.entrySet()) {
            String name = module + part.getKey();
            String stored = part.getKey().equals(LoraRoom.MAGNITUDE) ? magnitude(name) : name;
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

    /** PEFT knows two names of it; transformers fills it in by itself, and knows one. */
    private String magnitude(String name) {
        String whole = name + ".weight";
        return names.has(whole) || encoder.filter(TransformersLine::roomHasValues).isPresent() ? whole : name;
    }

    private boolean anyBias() {
        return names.names().stream().anyMatch(name -> name.contains("lora_B") && name.endsWith(".bias"));
    }

    private boolean anyMagnitude() {
        return names.names().stream().anyMatch(name -> name.contains("lora_magnitude_vector"));
    }

    /** Why room stays empty: a tensor is there under a name that leads nowhere, or none is there. */
    private Message missing(String module, String name) {
        if (names.names().stream().anyMatch(other -> other.startsWith(COMPILED + module + ROOT))) {
            return Message.of("inspection.verdict.compiled", Wrapper.COMPILED.word());
        }
        String root = name.substring(0, name.lastIndexOf('.'));
        return names.names().stream()
                .filter(other -> other.contains(module + ROOT) && other.contains(root))
                .findFirst()
                .map(other -> Message.of("inspection.verdict.infix", component + "." + other))
                .orElseGet(() -> Message.of("inspection.verdict.half", component + "." + name));
    }
}
