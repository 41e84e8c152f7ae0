package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.NamePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules of a base that has its authors' names, or ComfyUI's, under the names of diffusers: a scheme read in reverse. Several modules
 * of diffusers may be rows of one of the base's; how many are whose, its own shape tells, since the base says nothing of diffusers'.
 */
final class AuthorsNames {

    private final ModuleDictionary dictionary;
    private final Map<String, ModuleLocation> byName = new HashMap<>();
    private final Map<String, ModuleLocation> byFlattenedName = new HashMap<>();

    AuthorsNames(NamingScheme scheme, ModuleDictionary dictionary) {
        this.dictionary = dictionary;
        Map<String, List<NativeLink>> links = new HashMap<>();
        Set<NamePattern> unclear = new HashSet<>();
        scheme.denoiser().stream().filter(link -> scheme.infix(link.namespace()).isPresent()).forEach(link -> unclear.add(link.name()));
        // A name whose rows only an infix tells may have either order in a base.
        scheme.denoiser().stream()
                .filter(link -> !unclear.contains(link.name()))
                .forEach(link -> links.computeIfAbsent(link.name().segments().getFirst(), one -> new ArrayList<>()).add(link));
        dictionary.modules().stream().filter(ModuleInfo::adaptable).forEach(info -> link(info, links));
    }

    /** @param module diffusers' name, dotted or flattened with underscores */
    Optional<ModuleLocation> find(String module) {
        return Optional.ofNullable(byName.get(module)).or(() -> Optional.ofNullable(byFlattenedName.get(module)));
    }

    private void link(ModuleInfo info, Map<String, List<NativeLink>> links) {
        String bare = NativeNames.bare(info.name());
        List<String> segments = NamePattern.split(bare);
        for (NativeLink link : links.getOrDefault(segments.getFirst(), List.of())) {
            link.name().match(segments).ifPresent(values -> add(link, values, info));
        }
    }

    private void add(NativeLink link, Map<String, String> values, ModuleInfo info) {
        List<LinkedModule> modules = modules(link, info);
        for (int i = 0; i < modules.size(); i++) {
            LinkedModule module = modules.get(i);
            Shape weight = info.weight().with(0, module.part().map(RowRange::size).orElse(info.weight().size(0)));
            String name = link.modules().get(i).fill(values);
            byName.putIfAbsent(name, located(Naming.NATIVE, module, weight));
            byFlattenedName.putIfAbsent(name.replace('.', '_'), located(Naming.NATIVE_FLATTENED, module, weight));
        }
    }

    private ModuleLocation located(Naming naming, LinkedModule module, Shape weight) {
        return new ModuleLocation(dictionary.component(), naming, List.of(module), weight, Optional.empty());
    }

    /** What each of the link's diffusers modules is of this one; none if its shape does not tell. */
    private static List<LinkedModule> modules(NativeLink link, ModuleInfo info) {
        RowOrder order = link.rows();
        long rows = info.weight().size(0);
        if (order.ratio() > 0 && rows != order.ratio() * info.weight().size(1)) {
            return List.of();
        }
        if (order.isPlain() && link.modules().size() == 1) {
            return List.of(new LinkedModule(info, List.of(new RowRange(0, rows))));
        }
        if (order.isPlain()) {
            return parts(info, sizes(info.weight(), link.modules().size()));
        }
        boolean permuted = link.modules().size() == 1 && order.chunks() > 0 && rows % order.chunks() == 0;
        return permuted ? List.of(new LinkedModule(info, permuted(order, rows / order.chunks()))) : List.of();
    }

    private static List<LinkedModule> parts(ModuleInfo info, List<Long> sizes) {
        List<LinkedModule> parts = new ArrayList<>();
        long from = 0;
        for (long size : sizes) {
            parts.add(new LinkedModule(info, List.of(new RowRange(0, size)), Optional.of(new RowRange(from, from + size))));
            from += size;
        }
        return parts;
    }

    /** Rows of the diffusers module in the order in which they make the base's. */
    private static List<RowRange> permuted(RowOrder order, long size) {
        List<RowRange> ranges = new ArrayList<>();
        for (int chunk = 0; chunk < order.chunks(); chunk++) {
            long from = order.into().getFirst().indexOf(chunk) * size;
            ranges.add(new RowRange(from, from + size));
        }
        return ranges;
    }

    /**
     * Rows of layers that are one: q and then fewer of k and v (grouped queries); q, k and v and then the rest, as in FLUX' {@code
     * linear1}; else equal ones. None if they do not divide.
     */
    static List<Long> sizes(Shape weight, int count) {
        long rows = weight.size(0);
        long inputs = weight.size(1);
        if (count == 4) {
            return rows > 3 * inputs ? List.of(inputs, inputs, inputs, rows - 3 * inputs) : List.of();
        }
        boolean grouped = count == 3 && inputs < rows && rows < 3 * inputs && (rows - inputs) % 2 == 0;
        if (grouped) {
            return List.of(inputs, (rows - inputs) / 2, (rows - inputs) / 2);
        }
        return rows % count == 0 ? Collections.nCopies(count, rows / count) : List.of();
    }
}
