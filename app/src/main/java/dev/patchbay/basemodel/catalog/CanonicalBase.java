package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** A base that was opened under its authors' names, with diffusers' names for the same layers. */
public final class CanonicalBase {

    private static final String WEIGHT = ".weight";

    /** By the dictionary under diffusers' names, which has no equal but itself. */
    private static final Map<ModuleDictionary, BaseModel> OPENED = Collections.synchronizedMap(new WeakHashMap<>());

    private CanonicalBase() {}

    /**
     * The same model under diffusers' names, with the sizes of the opened file; the rows of a fused layer are divided as in the model of
     * the catalogue that has most of its modules, of those whose authors named them alike. Empty if the base has diffusers' names already,
     * or its family has no list of names.
     */
    public static Optional<BaseModel> of(BaseModel opened) {
        if (opened.folder().isEmpty()) {
            return Optional.empty();
        }
        String scheme = NamingScheme.nameOf(opened.family());
        return ModelCatalog.models().stream()
                .filter(model -> NamingScheme.nameOf(model.family()).equals(scheme))
                .sorted(Comparator.comparing(model -> !model.family().equals(opened.family())))
                .map(model -> ModelCatalog.find(model.name()))
                .flatMap(Optional::stream)
                .map(known -> translated(opened, known))
                .reduce((one, other) -> Translation.BETTER.compare(other, one) > 0 ? other : one)
                .filter(best -> 2 * best.tensors().size() > opened.main().modules().size())
                .map(best -> with(opened, best));
    }

    /** The base under the names of its file, of one that {@link #of} gave diffusers' names; else itself. */
    public static BaseModel opened(BaseModel base) {
        return OPENED.getOrDefault(base.main(), base);
    }

    /**
     * The opened model as a model of the catalogue calls its modules.
     *
     * @param tensors shapes of weights by diffusers' names; none if the opened model has those names already
     * @param equal how many of the opened model's modules the known one has with the same sizes
     * @param lacking how many of the known model's modules the opened one does not have
     */
    private record Translation(String family, Map<String, Shape> tensors, long equal, long lacking) {

        static final Comparator<Translation> BETTER = Comparator.<Translation>comparingInt(one -> one.tensors().size())
                .thenComparingLong(Translation::equal)
                .thenComparing(Comparator.comparingLong(Translation::lacking).reversed());
    }

    private static BaseModel with(BaseModel opened, Translation best) {
        List<ModuleDictionary> components = new ArrayList<>(opened.components());
        ModuleDictionary main = new ModuleDictionary(opened.main().component(), best.tensors());
        components.set(0, main);
        OPENED.put(main, opened);
        return new BaseModel(opened.name(), best.family(), components, opened.folder());
    }

    /** Without tensors where more of the file has the catalogue model's names than the authors'. */
    private static Translation translated(BaseModel opened, BaseModel model) {
        ModuleDictionary known = model.main();
        Map<String, Shape> tensors = new LinkedHashMap<>();
        int foreign = 0;
        int equal = 0;
        for (NativeModule module : NativeNames.of(model.family(), known).modules()) {
            Optional<ModuleInfo> found = find(opened.main(), module.name());
            if (found.isPresent() && divides(found.get().weight(), module.weight())) {
                foreign++;
                equal += found.get().weight().equals(module.weight()) ? 1 : 0;
                module.modules().forEach(linked -> tensors.putIfAbsent(
                        linked.module().name() + WEIGHT, shape(found.get().weight(), module.weight(), linked)));
            }
        }
        long own = known.modules().stream().filter(module -> opened.main().module(module.name()).isPresent()).count();
        if (own >= foreign) {
            return new Translation(model.family(), Map.of(), 0, 0);
        }
        known.modules().forEach(module -> opened.main().module(module.name())
                .ifPresent(same -> tensors.putIfAbsent(module.name() + WEIGHT, same.weight())));
        return new Translation(model.family(), tensors, equal, (long) known.modules().size() - tensors.size());
    }

    private static Optional<ModuleInfo> find(ModuleDictionary main, String name) {
        return main.module(name).or(() -> NativeNames.PREFIXES.stream()
                .map(prefix -> main.module(prefix + name))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static boolean divides(Shape opened, Shape known) {
        return opened.dimensions() == known.dimensions() && opened.dimensions() > 0 && known.size(0) > 0;
    }

    private static Shape shape(Shape opened, Shape known, LinkedModule linked) {
        long rows = linked.rows().stream().mapToLong(RowRange::size).sum();
        return opened.with(0, Math.round((double) rows * opened.size(0) / known.size(0)));
    }
}
