package dev.patchbay.basemodel.index;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the index of architectures: reads every name that each of their modules has. */
public final class ArchitectureIndexer {

    private final List<IndexedArchitecture> architectures = new ArrayList<>();
    private final Map<String, List<KindSpan>> spans = new LinkedHashMap<>();

    private ArchitectureIndexer() {}

    public static ArchitectureIndex index(List<Architecture> architectures) {
        ArchitectureIndexer indexer = new ArchitectureIndexer();
        architectures.forEach(indexer::add);
        return indexer.finish();
    }

    /** Of one model that is not in the catalogue. */
    public static ArchitectureIndex index(String name, String family, ModuleDictionary dictionary) {
        ArchitectureIndexer indexer = new ArchitectureIndexer();
        indexer.add(new IndexedArchitecture(name, family, dictionary.component(), ""), dictionary, NativeNames.of(family, dictionary));
        return indexer.finish();
    }

    private ArchitectureIndex finish() {
        return new ArchitectureIndex(architectures, spans);
    }

    private record Group(String kind, String namespace, Shape weight) {}

    private void add(Architecture architecture) {
        ModuleDictionary dictionary = new ModuleDictionary(architecture.component(), architecture.tensors());
        String family = architecture.family();
        NativeNames beside = NativeNames.ofComponent(family, dictionary);
        add(
                new IndexedArchitecture(architecture.name(), family, architecture.component(), architecture.className()),
                dictionary,
                beside.modules().isEmpty()
                        ? NativeNames.of(family, new ModuleDictionary(architecture.component(), architecture.tensors()))
                        : beside);
    }

    private void add(IndexedArchitecture architecture, ModuleDictionary dictionary, NativeNames foreign) {
        Map<Group, List<List<Integer>>> groups = new LinkedHashMap<>();
        for (ModuleInfo module : dictionary.modules()) {
            add(NameKind.of(module.name()), "", module.weight(), groups);
        }
        for (NativeModule module : foreign.modules()) {
            NameKind kind = NameKind.of(module.name());
            add(kind, module.namespace(), module.weight(), groups);
            List<LinkedModule> pieces = module.modules();
            for (int i = 0; i < pieces.size() && pieces.size() > 1; i++) {
                add(kind.piece(i), module.namespace(), pieces.get(i).module().weight(), groups);
            }
        }
        int position = architectures.size();
        architectures.add(architecture);
        groups.forEach((group, numbers) -> NumberRanges.of(numbers).forEach(ranges -> spans
                .computeIfAbsent(group.kind(), one -> new ArrayList<>())
                .add(new KindSpan(position, group.namespace(), group.weight(), ranges))));
    }

    private static void add(NameKind kind, String namespace, Shape weight, Map<Group, List<List<Integer>>> groups) {
        groups.computeIfAbsent(new Group(kind.text(), namespace, weight), one -> new ArrayList<>()).add(kind.numbers());
    }
}
