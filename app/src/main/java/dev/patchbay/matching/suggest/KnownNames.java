package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.name.BlockTemplate;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Modules of a file whose names are known, so that what they look like does not count: the base has that very module, or the layer in
 * fewer blocks, or a model of its family has it. Why such a module does not arrive is another matter: its size, a missing half, another
 * module of the file that is there already.
 */
final class KnownNames {

    /** In which blocks a layer is looked for that is not in the one it is named after: every kind of layer is in one of the first. */
    private static final int PROBED_BLOCKS = 8;

    private final BaseModel base;
    private final ModuleLocator locator;
    private final List<ModuleLocator> relatives;

    KnownNames(BaseModel base, ModuleLocator locator) {
        this.base = base;
        this.locator = locator;
        this.relatives = ModelCatalog.models().stream()
                .filter(model -> model.family().equals(base.family()) && !model.name().equals(base.name()))
                .map(CatalogModel::name)
                .map(ModelCatalog::locator)
                .toList();
    }

    /** How a name is known. */
    enum Kind { UNKNOWN, OF_THE_BASE, BEYOND_ITS_BLOCKS, OF_A_RELATIVE }

    Kind of(ForeignModule module) {
        Optional<AdapterKey> key = module.key();
        if (key.isEmpty()) {
            return Kind.UNKNOWN;
        }
        String name = key.get().module();
        if (locate(locator, key.get(), name).isPresent()) {
            return Kind.OF_THE_BASE;
        }
        if (isBeyond(key.get())) {
            return Kind.BEYOND_ITS_BLOCKS;
        }
        return relatives.stream().anyMatch(model -> locate(model, key.get(), name).isPresent()) ? Kind.OF_A_RELATIVE : Kind.UNKNOWN;
    }

    private static Optional<ModuleLocation> locate(ModuleLocator model, AdapterKey key, String module) {
        return model.locateByShapes(key.container(), key.component(), module, key.piece(), key.infix());
    }

    /**
     * True if the base has the layer in another block, and none of this number: {@code blocks.39.attn.to_q} for a model of 30 blocks, or
     * {@code down_blocks.1.attentions.0.transformer_blocks.9.attn1.to_q} where there are two such blocks in that place.
     */
    private boolean isBeyond(AdapterKey key) {
        NameForm form = NameForm.of(key.module());
        return IntStream.range(0, form.numbers().size()).anyMatch(axis -> isBeyond(key, form, axis));
    }

    private boolean isBeyond(AdapterKey key, NameForm form, int axis) {
        int block = form.numbers().get(axis);
        List<ModuleLocation> others = new ArrayList<>();
        for (int other = 0; other < Math.min(block, PROBED_BLOCKS) && others.size() < 2; other++) {
            at(key, form, axis, other).ifPresent(others::add);
        }
        return !others.isEmpty() && block > last(others, axis).orElse(Integer.MAX_VALUE);
    }

    private Optional<ModuleLocation> at(AdapterKey key, NameForm form, int axis, int block) {
        List<Integer> numbers = new ArrayList<>(form.numbers());
        numbers.set(axis, block);
        return locate(locator, key, form.withNumbers(numbers));
    }

    /**
     * The highest number of a block in the place where this module would be.
     *
     * @param others modules of the base that are named the same but for the block, one or two
     * @param likely axis of the block in their names if nothing else tells
     */
    private OptionalInt last(List<ModuleLocation> others, int likely) {
        ModuleLocation first = others.getFirst();
        List<NameForm> forms = others.stream().map(one -> NameForm.of(name(one))).toList();
        NameForm form = forms.getFirst();
        int axis = forms.size() < 2 ? likely : differing(form, forms.get(1));
        if (axis < 0 || axis >= form.numbers().size() || !isBlock(name(first), form.lengthThrough(axis))) {
            return OptionalInt.empty();
        }
        String prefix = form.prefix(axis);
        List<Integer> before = form.numbers().subList(0, axis);
        ModuleDictionary dictionary = base.component(first.component()).orElseGet(base::main);
        return dictionary.modules().stream()
                .map(module -> NameForm.of(module.name()))
                .filter(other -> other.axisAfter(prefix) == axis && other.numbers().subList(0, axis).equals(before))
                .mapToInt(other -> other.numbers().get(axis))
                .max();
    }

    private static boolean isBlock(String name, int end) {
        return BlockTemplate.isBlock(name, (int) name.substring(0, end).chars().filter(c -> c == '.').count());
    }

    private static String name(ModuleLocation location) {
        return location.modules().getFirst().module().name();
    }

    /** The only axis on which both differ, or -1. */
    private static int differing(NameForm one, NameForm other) {
        if (!one.skeleton().equals(other.skeleton())) {
            return -1;
        }
        List<Integer> axes = IntStream.range(0, one.numbers().size())
                .filter(axis -> !one.numbers().get(axis).equals(other.numbers().get(axis)))
                .boxed()
                .toList();
        return axes.size() == 1 ? axes.getFirst() : -1;
    }
}
