package dev.patchbay.cli.command;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A catalogue model with two blocks of each kind and all sizes divided by 64, and adapters for it with pseudo-random values, under several
 * naming conventions.
 */
final class Miniature {

    static final int SMALLER = 64;
    private static final int LINEAR = 2;
    private static final int CONVOLUTION = 4;
    private static final Pattern LATER_BLOCK = Pattern.compile("(^|.*\\.)([2-9]|[1-9]\\d+)\\..*\\..*");

    private final String family;
    private final ModuleDictionary dictionary;

    Miniature(String model) {
        Architecture known = ModelCatalog.denoiser(model);
        Map<String, Shape> tensors = new LinkedHashMap<>();
        known.tensors().forEach((name, shape) -> {
            if (!LATER_BLOCK.matcher(name).matches()) {
                Shape small = shape;
                for (int i = 0; i < Math.min(2, shape.dimensions()); i++) {
                    small = small.with(i, Math.max(3, shape.size(i) / SMALLER));
                }
                tensors.put(name, small);
            }
        });
        this.family = known.family();
        this.dictionary = new ModuleDictionary(known.component(), tensors);
    }

    /** A model of no known family. */
    Miniature(Map<String, Shape> tensors) {
        this.family = "unknown";
        this.dictionary = new ModuleDictionary("transformer", tensors);
    }

    /** A pair, {@code scale · up · down}, that changes some rows of the model's own modules. */
    record Pair(String component, String name, Matrix down, Matrix up, double alpha, Shape weight, List<LinkedModule> modules) {

        double scale() {
            return alpha / down.rows();
        }

        Matrix change() {
            return up.times(down).times(scale());
        }
    }

    String component() {
        return dictionary.component();
    }

    /** Pairs for every linear layer in a block, under the model's own names. */
    List<Pair> own() {
        return own(LINEAR);
    }

    /** Pairs for every convolution in a block, under the model's own names. */
    List<Pair> convolutions() {
        return own(CONVOLUTION);
    }

    private List<Pair> own(int dimensions) {
        return dictionary.modules().stream()
                .filter(module -> isInBlock(module.name(), module.weight(), dimensions))
                .map(layer -> pair(layer.name(), layer.weight(), whole(layer)))
                .toList();
    }

    private static List<LinkedModule> whole(ModuleInfo layer) {
        return List.of(new LinkedModule(layer, List.of(new RowRange(0, layer.weight().size(0)))));
    }

    private static boolean isInBlock(String name, Shape weight, int dimensions) {
        return weight.dimensions() == dimensions && name.matches(".*\\.\\d+\\..*");
    }

    /** Pairs for every layer that the model's authors have a name for, under these names; none where they are not known. */
    List<Pair> ofAuthors() {
        return pairs(authors(), LINEAR);
    }

    /** As {@link #ofAuthors}, for the layers that have a name in one namespace: {@code sat}, {@code sgm}. */
    List<Pair> named(String namespace) {
        return pairs(in(Set.of(namespace)), LINEAR);
    }

    /** As {@link #named}, for convolutions. */
    List<Pair> convolutionsNamed(String namespace) {
        return pairs(in(Set.of(namespace)), CONVOLUTION);
    }

    private List<Pair> pairs(List<NativeModule> modules, int dimensions) {
        return modules.stream()
                .filter(module -> isInBlock(module.name(), module.weight(), dimensions))
                .map(module -> pair(module.name(), module.weight(), module.modules()))
                .toList();
    }

    private List<NativeModule> authors() {
        return in(Set.of("native"));
    }

    private List<NativeModule> in(Set<String> namespaces) {
        return NativeNames.of(family, dictionary).modules().stream().filter(module -> namespaces.contains(module.namespace())).toList();
    }

    private Pair pair(String name, Shape weight, List<LinkedModule> modules) {
        Random random = new Random(name.hashCode());
        int outputs = (int) weight.size(0);
        Matrix down = random(random, 2, (int) weight.elements() / outputs);
        return new Pair(dictionary.component(), name, down, random(random, outputs, 2), 1, weight, modules);
    }

    private static Matrix random(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Matrix.of(rows, columns, values);
    }

    /** The changes of the model's own modules, by name. */
    static Map<String, Matrix> changes(List<Pair> pairs) {
        Map<String, Matrix> changes = new TreeMap<>();
        for (Pair pair : pairs) {
            for (LinkedModule linked : pair.modules()) {
                List<Matrix> rows = new ArrayList<>();
                for (RowRange range : linked.rows()) {
                    rows.add(pair.change().rows((int) range.from(), (int) range.to()));
                }
                changes.put(linked.module().name(), Matrix.stacked(rows));
            }
        }
        return changes;
    }

    /** Shapes of the whole model under its own names. */
    Map<String, Shape> tensors() {
        return dictionary.tensors();
    }

    /** Shapes of the whole model under its authors' names, with the fused layers as they keep them; what they have no name for stays. */
    Map<String, Shape> tensorsOfAuthors() {
        Map<String, Shape> tensors = new LinkedHashMap<>(dictionary.tensors());
        for (NativeModule module : authors()) {
            module.modules().forEach(one -> tensors.remove(one.module().name() + ".weight"));
            tensors.put(module.name() + ".weight", module.weight());
            Optional<Shape> bias = Optional.ofNullable(dictionary.tensors().get(module.modules().getFirst().module().name() + ".bias"));
            module.modules().forEach(one -> tensors.remove(one.module().name() + ".bias"));
            bias.ifPresent(shape -> tensors.put(module.name() + ".bias", Shape.of(module.weight().size(0))));
        }
        return tensors;
    }

    /** The rows of the model's own modules, by authors' module and by own: which own module each run of rows is of. */
    Map<String, List<LinkedModule>> linked() {
        Map<String, List<LinkedModule>> linked = new TreeMap<>();
        in(Set.of("native", "sat", "sgm")).stream()
                .filter(module -> module.weight().dimensions() >= LINEAR)
                .forEach(one -> linked.put(one.name(), one.modules()));
        dictionary.modules().stream()
                .filter(module -> module.weight().dimensions() >= LINEAR)
                .forEach(own -> linked.put(own.name(), whole(own)));
        return linked;
    }

    /** The same changes as {@link #changes}, by the authors' modules: rows where the authors keep them. */
    Map<String, Matrix> changesOfAuthors(Map<String, Matrix> changes) {
        Map<String, Matrix> of = new TreeMap<>();
        for (NativeModule module : authors()) {
            if (module.weight().dimensions() == 2 && module.modules().stream().anyMatch(one -> changes.containsKey(one.module().name()))) {
                float[] values = new float[(int) module.weight().elements()];
                int columns = (int) module.weight().size(1);
                for (LinkedModule linked : module.modules()) {
                    float[] own = Optional.ofNullable(changes.get(linked.module().name())).map(Matrix::toFloats)
                            .orElseGet(() -> new float[(int) linked.module().weight().elements()]);
                    int at = 0;
                    for (RowRange range : linked.rows()) {
                        int size = (int) range.size() * columns;
                        System.arraycopy(own, at, values, (int) range.from() * columns, size);
                        at += size;
                    }
                }
                of.put(module.name(), Matrix.of((int) module.weight().size(0), columns, values));
            }
        }
        return of;
    }
}
