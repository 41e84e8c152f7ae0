package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.FusedLayersJson.Words;
import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Modules of a component under names that fuse or split its attention layers otherwise, whatever family it is: {@code attention.to_q},
 * {@code to_k} and {@code to_v} are the rows of {@code attention.qkv}, one after the other, if the component has the latter and none of the
 * former; and the reverse. Only names and shapes are looked at, so nothing is claimed about the family.
 */
final class FusedLayers {

    private static final Words WORDS = FusedLayersJson.read(Resources.text(FusedLayers.class, "native/fused-layers.json"));
    private static final String NAMESPACE = "shapes";

    private final ModuleDictionary dictionary;
    private final Map<String, ModuleLocation> byName = new HashMap<>();
    private final Map<String, ModuleLocation> byFlattenedName = new HashMap<>();

    FusedLayers(ModuleDictionary dictionary) {
        this.dictionary = dictionary;
        dictionary.modules().stream().filter(ModuleInfo::adaptable).forEach(this::link);
    }

    /** @param module dotted, or flattened with underscores */
    Optional<ModuleLocation> find(String module) {
        return Optional.ofNullable(byName.get(module)).or(() -> Optional.ofNullable(byFlattenedName.get(module)));
    }

    private void link(ModuleInfo info) {
        for (List<String> pieces : WORDS.pieces()) {
            parent(info, pieces.getFirst()).ifPresent(parent -> {
                fuse(parent, pieces);
                rename(parent);
            });
        }
        for (String fused : WORDS.fused()) {
            parent(info, fused).ifPresent(parent -> {
                split(parent, info);
                rename(parent);
            });
        }
    }

    /** The name up to this end, with the dot; empty for another end. */
    private static Optional<String> parent(ModuleInfo info, String end) {
        String name = info.name();
        return name.endsWith("." + end) ? Optional.of(name.substring(0, name.length() - end.length())) : Optional.empty();
    }

    /** The component keeps the pieces: the fused names are all of them. */
    private void fuse(String parent, List<String> pieces) {
        List<ModuleInfo> infos = pieces.stream()
                .map(piece -> dictionary.module(parent + piece))
                .flatMap(Optional::stream)
                .filter(ModuleInfo::adaptable)
                .toList();
        boolean alike = infos.size() == pieces.size()
                && infos.stream().map(info -> info.weight().with(0, 0)).distinct().count() == 1;
        if (alike) {
            long row = 0;
            LinkedModule[] modules = new LinkedModule[infos.size()];
            for (int i = 0; i < modules.length; i++) {
                long rows = infos.get(i).weight().size(0);
                modules[i] = new LinkedModule(infos.get(i), List.of(new RowRange(row, row + rows)));
                row += rows;
            }
            Shape weight = infos.getFirst().weight().with(0, row);
            WORDS.fused().forEach(fused -> add(parent + fused, List.of(modules), weight));
        }
    }

    /** The component keeps the fused layer: each piece is some of its rows. */
    private void split(String parent, ModuleInfo fused) {
        List<Long> sizes = AuthorsNames.sizes(fused.weight(), 3);
        for (List<String> pieces : WORDS.pieces()) {
            if (sizes.size() == pieces.size() && pieces.stream().noneMatch(piece -> dictionary.module(parent + piece).isPresent())) {
                IntStream.range(0, sizes.size()).forEach(i -> {
                    long from = sizes.subList(0, i).stream().mapToLong(Long::longValue).sum();
                    RowRange part = new RowRange(from, from + sizes.get(i));
                    LinkedModule module = new LinkedModule(fused, List.of(new RowRange(0, part.size())), Optional.of(part));
                    add(parent + pieces.get(i), List.of(module), fused.weight().with(0, part.size()));
                });
            }
        }
    }

    /** The layer behind the attention has one of several names: where the component has exactly one of them, the others mean it. */
    private void rename(String parent) {
        List<ModuleInfo> outputs =
                WORDS.outputs().stream().map(word -> dictionary.module(parent + word)).flatMap(Optional::stream).toList();
        if (outputs.size() == 1) {
            ModuleInfo only = outputs.getFirst();
            LinkedModule module = new LinkedModule(only, List.of(new RowRange(0, only.weight().size(0))));
            WORDS.outputs().forEach(word -> add(parent + word, List.of(module), only.weight()));
        }
    }

    private void add(String name, List<LinkedModule> modules, Shape weight) {
        String flat = name.replace('.', '_');
        if (dictionary.module(name).isEmpty() && dictionary.flattened(flat).isEmpty()) {
            NativeModule module = new NativeModule(name, NAMESPACE, modules, weight);
            byName.putIfAbsent(name, ModuleLocation.of(dictionary.component(), Naming.NATIVE, module));
            byFlattenedName.putIfAbsent(flat, ModuleLocation.of(dictionary.component(), Naming.NATIVE_FLATTENED, module));
        }
    }
}
