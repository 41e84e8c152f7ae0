package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.CanonicalAdapter.CanonicalTensor;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LostParts;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The adapter's modules under the names of the target program, fused or split as it stores them.
 *
 * <p>Example: an adapter of rank 16 for FLUX has {@code to_q}, {@code to_k}, {@code to_v} (each 3072 → 3072) and {@code proj_mlp} (3072 →
 * 12288) of a single block; ComfyUI has the one layer {@code linear1} (3072 → 21504) for the four.
 * <ul>
 * <li>The four A {@code [16, 3072]} are stacked to {@code [64, 3072]}, the four B become the blocks of a block-diagonal
 * {@code [21504, 64]}: the product is exact, at rank 64.
 * <li>If the four A are equal, bit for bit, one is kept and the B are stacked to {@code [21504, 16]}: the rank stays 16.
 * <li>If the adapter has no {@code proj_mlp}, that layer gets a pair of rank 0, A {@code [0, 3072]} and B {@code [12288, 0]}: the last
 * 12288 rows of the fused B are zero and the rank is 48. See {@link AbsentPart}.
 * <li>If the four have different scales, no single alpha is right: each scale is multiplied into its B, in float32, and the fused module
 * has scale 1.
 * </ul>
 *
 * <p>What cannot be joined, a layer with magnitudes beside one without, goes under the name by which the program looks for it alone, or is
 * left out; see {@link ApartModules}.
 *
 * @param modules in the order of the source file, those that stand alone last
 * @param unnamed modules that the target program has no name for
 * @param absent layers that the adapter does not change and that are fused with layers it changes; they got zeros
 * @param apart what cannot be joined and has no name of its own
 * @param lost parts that the program does not read of modules that it keeps in one with others
 */
record TargetModules(
        List<TargetModule> modules, List<CanonicalModule> unnamed, List<AbsentPart> absent, ApartModules apart, LostParts lost) {

    /** @throws ExportException if the rules from canonical names to the target program's cannot be applied */
    static TargetModules of(Checkpoint source, List<CanonicalModule> canonical, ProgramNames names, Optional<BaseModel> base)
            throws IOException {
        ApartModules apart = ApartModules.NONE;
        Renamed all = Renamed.of(source, canonical, names, base);
        ApartModules more = all.apart(names);
        while (!more.modules().isEmpty()) {
            apart = apart.with(more);
            all = Renamed.of(source, apart.without(canonical), names, base);
            more = all.apart(names);
        }
        return joined(source, all, names).and(AloneModules.of(source, apart, names));
    }

    /** Modules with what is missing beside them, and what the program's rules make of them. */
    private record Renamed(List<CanonicalModule> canonical, List<AbsentPart> absent, CanonicalAdapter adapter, MappingResult mapping) {

        static Renamed of(Checkpoint source, List<CanonicalModule> canonical, ProgramNames names, Optional<BaseModel> base) {
            List<AbsentPart> absent = new AbsentParts(names, base).of(canonical);
            CanonicalAdapter adapter = new CanonicalAdapter(source, canonical, Set.of(), absent, false);
            return new Renamed(canonical, absent, adapter, names.rules().then(adapter.tensors(), source.infos()));
        }

        ApartModules apart(ProgramNames names) {
            return ApartModules.of(adapter, canonical, names.rules(), mapping);
        }
    }

    private TargetModules and(AloneModules alone) {
        List<TargetModule> all = new ArrayList<>(modules);
        all.addAll(alone.modules());
        return new TargetModules(all, unnamed, absent, alone.unnamed(), alone.lost());
    }

    private static TargetModules joined(Checkpoint source, Renamed all, ProgramNames names) throws IOException {
        TargetModules plain = of(all, names);
        List<TargetModule> fused = plain.modules.stream().filter(module -> module.from().size() > 1).toList();
        Set<CanonicalModule> mixed = fused.stream()
                .filter(TargetModule::isMixed)
                .flatMap(module -> module.from().stream())
                .collect(Collectors.toSet());
        boolean shared = !fused.isEmpty() && shareDown(source, all.adapter(), fused);
        if (mixed.isEmpty() && !shared) {
            return plain;
        }
        ProgramNames sharing = shared ? names.with(sharing(names.rules())) : names;
        CanonicalAdapter adapter = new CanonicalAdapter(source, all.canonical(), mixed, all.absent(), shared);
        MappingResult mapping = sharing.rules().then(adapter.tensors(), source.infos());
        return of(new Renamed(folded(all.canonical(), mixed), all.absent(), adapter, mapping), sharing);
    }

    /** True if within every fused module all parts have equal down matrices, so that the rank need not grow. */
    private static boolean shareDown(Checkpoint source, CanonicalAdapter adapter, List<TargetModule> fused) throws IOException {
        for (TargetModule module : fused) {
            List<TensorData> downs = module.from().stream()
                    .map(adapter::down)
                    .flatMap(Optional::stream)
                    .<TensorData>map(down -> new RecipeData(source, down.recipe(), down.info()))
                    .toList();
            if (downs.size() < module.from().size() || !areEqual(downs)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqual(List<TensorData> tensors) throws IOException {
        TensorData first = tensors.getFirst();
        for (TensorData other : tensors) {
            try (Arena arena = Arena.ofConfined()) {
                boolean alike = other.shape().equals(first.shape()) && other.dtype() == first.dtype();
                if (!alike || first.read(arena, left -> other.bytes(arena).mismatch(left)) >= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static RuleSet sharing(RuleSet rules) {
        return rules.with(rules.entries().stream()
                .map(entry -> entry.rule() instanceof FuseRule fuse
                        ? new RuleEntry(new FuseRule(fuse.patterns(), fuse.dimension(), fuse.to(), FuseRule.FusedPair.SHARE),
                                entry.enabled())
                        : entry)
                .toList());
    }

    /** Modules whose scale was multiplied into B have scale 1 from here on. */
    private static List<CanonicalModule> folded(List<CanonicalModule> all, Set<CanonicalModule> folded) {
        return all.stream()
                .map(one -> folded.contains(one) ? new CanonicalModule(one.component(), one.module(), 1, one.scaleSource()) : one)
                .toList();
    }

    private static TargetModules of(Renamed all, ProgramNames names) throws ExportException {
        MappingResult mapping = all.mapping();
        if (!mapping.problems().isEmpty()) {
            throw new ExportException(Message.of("export.cannot.rules", names.program().title(), mapping.problems().getFirst().message()));
        }
        Map<String, CanonicalModule> byAddress = new LinkedHashMap<>();
        all.canonical().forEach(module -> byAddress.put(module.address(), module));
        Map<String, TargetModule> modules = new LinkedHashMap<>();
        Set<CanonicalModule> named = new HashSet<>();
        for (MappedTensor tensor : mapping.tensors()) {
            List<CanonicalTensor> inputs = tensor.inputs().stream().map(all.adapter()::find).toList();
            Set<CanonicalModule> from = inputs.stream()
                    .map(input -> Optional.ofNullable(byAddress.get(input.module().address())).orElseThrow())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            String component = inputs.getFirst().module().component();
            Part part = inputs.getFirst().part();
            Optional<String> name = name(component, part, tensor, names);
            if (name.isPresent()) {
                modules.computeIfAbsent(name.get(), TargetModule::new).add(part, tensor, from);
                named.addAll(from);
            }
        }
        List<CanonicalModule> unnamed = all.canonical().stream().filter(module -> !named.contains(module)).toList();
        return new TargetModules(List.copyOf(modules.values()), unnamed, all.absent(), ApartModules.NONE, new LostParts());
    }

    /** The target program's full name of the tensor's module. */
    private static Optional<String> name(String component, Part part, MappedTensor tensor, ProgramNames names) {
        Optional<AdapterKey> key = AdapterKey.parse(tensor.name());
        if (key.isPresent() && key.get().isSat()) {
            return names.name("", key.get().module());
        }
        String suffix = Dialect.PEFT.ending(part);
        String name = tensor.name();
        String path = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        // Rules may give a whole weight a name that says no part: ….key_norm.scale. Its module is told as that of any other part.
        String module = key.or(() -> AdapterKey.parse(path + Dialect.KOHYA.ending(part))).map(AdapterKey::module).orElse(path);
        return names.name(component, module);
    }

    /** True if the same file is written of both. */
    boolean isLike(TargetModules other) {
        return parts().equals(other.parts());
    }

    private Map<String, TensorRecipe> parts() {
        Map<String, TensorRecipe> parts = new HashMap<>();
        modules.forEach(module -> module.parts().forEach((part, tensor) -> parts.put(module.module() + "/" + part, tensor.recipe())));
        return parts;
    }

    /** True for a module that no name leads to. */
    boolean leavesOut(CanonicalModule module) {
        return unnamed.contains(module) || apart.modules().contains(module);
    }

    Collection<CanonicalModule> written() {
        return modules.stream().flatMap(module -> module.from().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
