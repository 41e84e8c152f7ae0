package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.name.NamePattern;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a family's list of names into the modules of one dictionary: each module is looked up by its name without numbers. */
final class NativeLinker {

    private final ModuleDictionary dictionary;
    private final Map<String, List<NativeLink>> byTemplate = new HashMap<>();
    private final Map<String, NativeModule> linked = new LinkedHashMap<>();

    private NativeLinker(List<NativeLink> links, ModuleDictionary dictionary) {
        this.dictionary = dictionary;
        // The link with fewer open segments first: the first that gives a name counts.
        links.stream()
                .sorted(Comparator.comparingLong(link -> link.name().open()))
                .forEach(link -> byTemplate.computeIfAbsent(link.modules().getFirst().template(), one -> new ArrayList<>()).add(link));
    }

    static Collection<NativeModule> link(List<NativeLink> links, ModuleDictionary dictionary) {
        NativeLinker linker = new NativeLinker(links, dictionary);
        dictionary.modules().forEach(linker::link);
        return linker.linked.values();
    }

    /** Links every name whose first module is this one. */
    private void link(ModuleInfo module) {
        List<String> segments = NamePattern.split(module.name());
        StringBuilder template = new StringBuilder();
        link(template.toString(), segments);
        for (String segment : segments) {
            template.append(template.isEmpty() ? "" : ".").append(OpenNumbers.isNumber(segment) ? "{}" : segment);
            link(template.toString(), segments);
        }
    }

    private void link(String template, List<String> segments) {
        for (NativeLink link : byTemplate.getOrDefault(template, List.of())) {
            link.modules().getFirst().match(segments).flatMap(values -> module(link, values)).ifPresent(found ->
                    linked.putIfAbsent(found.namespace() + ":" + found.name(), found));
        }
    }

    /** Empty unless the dictionary has every module that the link names, with rows that divide. */
    private Optional<NativeModule> module(NativeLink link, Map<String, String> values) {
        List<ModuleInfo> infos = link.modules().stream()
                .map(pattern -> dictionary.module(pattern.fill(values)))
                .flatMap(Optional::stream)
                .filter(info -> info.weight().dimensions() > 0)
                .toList();
        return infos.size() == link.modules().size()
                ? link.rows().ranges(infos).map(ranges -> module(link, values, infos, ranges))
                : Optional.empty();
    }

    private static NativeModule module(NativeLink link, Map<String, String> values, List<ModuleInfo> infos, List<List<RowRange>> ranges) {
        List<LinkedModule> modules = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < infos.size(); i++) {
            modules.add(new LinkedModule(infos.get(i), ranges.get(i)));
            total += infos.get(i).weight().size(0);
        }
        return new NativeModule(link.name().fill(values), link.namespace(), modules, infos.getFirst().weight().with(0, total));
    }
}
