package dev.patchbay.adapter;

import dev.patchbay.adapter.algorithm.ChangeForms;
import dev.patchbay.adapter.algorithm.Parts;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.adapter.config.StoredRank;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Assembles the tensors of a mapping result to an adapter. */
public final class AdapterAssembler {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Declarations declarations;
    private final ParsedNames parsed = new ParsedNames();
    private final ScaleResolver scales;
    private final Set<String> names;
    private final Map<String, ModuleDraft> drafts = new LinkedHashMap<>();
    private final Map<String, MappedTensor> alphas = new HashMap<>();
    private final Set<MappedTensor> others = new LinkedHashSet<>();
    private final List<AdapterKey> keys = new ArrayList<>();

    private AdapterAssembler(Checkpoint checkpoint, MappingResult mapping, OptionalDouble chosenScale) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.declarations = Declarations.of(checkpoint);
        this.scales = new ScaleResolver(checkpoint, declarations, mapping, chosenScale, parsed);
        this.names = mapping.tensors().stream().map(MappedTensor::name).collect(Collectors.toSet());
    }

    /**
     * @param checkpoint source of declared scales (alpha tensors, metadata, {@code adapter_config.json}) and of the stored names, by which
     *     SAT's 1 / rank is recognised
     * @param chosenScale scale that overrides all declared ones
     * @throws IOException if an alpha tensor cannot be read
     */
    public static Adapter assemble(Checkpoint checkpoint, MappingResult mapping, OptionalDouble chosenScale) throws IOException {
        return new AdapterAssembler(checkpoint, mapping, chosenScale).assemble();
    }

    private Adapter assemble() throws IOException {
        mapping.tensors().forEach(this::sort);
        takeNorms();
        joinStrays();
        List<AdapterModule> modules = new ArrayList<>(drafts.size());
        Set<String> usedAlphas = new HashSet<>();
        for (ModuleDraft draft : drafts.values()) {
            Optional<Algorithm> algorithm = draft.algorithm();
            if (algorithm.isPresent()) {
                modules.add(module(draft, algorithm.get(), usedAlphas));
            } else {
                others.addAll(draft.tensors());
            }
        }
        alphas.values().stream().filter(alpha -> !usedAlphas.contains(alpha.source())).forEach(others::add);
        List<MappedTensor> leftovers = others.isEmpty() ? List.of() : mapping.tensors().stream().filter(others::contains).toList();
        return new Adapter(modules, leftovers, ConventionFinder.find(keys, modules, alphaAxis(usedAlphas)));
    }

    private AdapterModule module(ModuleDraft draft, Algorithm algorithm, Set<String> usedAlphas) throws IOException {
        AdapterKey key = draft.key();
        Optional<MappedTensor> alpha = Optional.ofNullable(alphas.get(key.layer()));
        Optional<StoredTensor> stored = alpha.flatMap(one -> checkpoint.tensor(one.source()));
        long rank = ChangeForms.of(algorithm).rank(Parts.of(draft.parts()));
        long declaredFor = StoredRank.of(draft.parts(), rank, checkpoint);
        ScaleResolver.Scale scale = scales.scale(key, algorithm, draft.parts(), declaredFor, stored);
        scale.alphaTensor().ifPresent(usedAlphas::add);
        alpha.filter(one -> usedAlphas.contains(one.source())).ifPresent(one -> draft.take(Part.ALPHA, one));
        return new AdapterModule(
                key.container(),
                key.component(),
                key.module(),
                key.piece(),
                algorithm,
                draft.parts(),
                rank,
                scale.alpha(),
                scale.value(),
                scale.source());
    }

    private void sort(MappedTensor tensor) {
        Optional<AdapterKey> key = key(tensor.name());
        boolean taken = key.isPresent()
                && (key.get().part() == Part.ALPHA
                        ? alphas.putIfAbsent(key.get().layer(), tensor) == null
                        : take(key.get(), tensor));
        if (!taken) {
            others.add(tensor);
        }
    }

    /**
     * Whole weights of norms beside the pairs of a control adapter are parts of it. Where weights of other kinds are left over too, the
     * file holds a model.
     */
    private void takeNorms() {
        boolean adapter = !drafts.isEmpty() && others.stream().noneMatch(tensor -> kind(tensor) == LeftoverKind.OTHER);
        List<MappedTensor> norms = adapter ? others.stream().filter(tensor -> kind(tensor) == LeftoverKind.NORM_SCALE).toList() : List.of();
        for (MappedTensor norm : norms) {
            if (AdapterKey.wholeWeight(norm.name()).filter(key -> take(key, norm)).isPresent()) {
                others.remove(norm);
            }
        }
    }

    /** Gives alphas, magnitudes and biases that stand beside their module under another separator to it, if it has none. */
    private void joinStrays() {
        Set<String> layers = drafts.values().stream()
                .filter(draft -> !StrayParts.isStray(draft))
                .map(draft -> draft.key().layer())
                .collect(Collectors.toSet());
        List<ModuleDraft> beside = drafts.values().stream().filter(StrayParts::isStray).toList();
        boolean any = !beside.isEmpty() || !layers.containsAll(alphas.keySet());
        if (!any || layers.isEmpty()) {
            return;
        }
        StrayParts strays = new StrayParts(drafts.values(), parsed);
        for (ModuleDraft draft : beside) {
            if (strays.owner(draft.key(), draft.tensors().iterator().next()).filter(owner -> owner.takeAll(draft)).isPresent()) {
                drafts.remove(draft.key().identity());
            }
        }
        List.copyOf(alphas.entrySet()).stream().filter(alpha -> !layers.contains(alpha.getKey())).forEach(alpha ->
                parsed.parse(alpha.getValue().name())
                        .flatMap(key -> strays.owner(key, alpha.getValue()))
                        .filter(owner -> alphas.putIfAbsent(owner.key().layer(), alpha.getValue()) == null)
                        .ifPresent(owner -> alphas.remove(alpha.getKey())));
    }

    private static LeftoverKind kind(MappedTensor tensor) {
        return LeftoverKind.of(tensor.source());
    }

    private Optional<AdapterKey> key(String name) {
        return parsed.parse(name).or(() -> AdapterKey.scalingVector(name, names));
    }

    private boolean take(AdapterKey key, MappedTensor tensor) {
        boolean taken = drafts.computeIfAbsent(key.identity(), identity -> new ModuleDraft(key)).take(key.part(), tensor);
        if (taken) {
            keys.add(key);
        }
        return taken;
    }

    private String alphaAxis(Set<String> usedAlphas) {
        if (!usedAlphas.isEmpty()) {
            return "tensor";
        }
        if (declarations.isFolded()) {
            return "folded";
        }
        return keys.stream()
                .map(AdapterKey::component)
                .distinct()
                .map(declarations::forComponent)
                .flatMap(Optional::stream)
                .findFirst()
                .map(declared -> declared.source() == ScaleSource.METADATA ? "metadata" : "config")
                .orElse("none");
    }
}
