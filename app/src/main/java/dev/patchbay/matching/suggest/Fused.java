package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.Role;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A module of the base, or the query, key and value of one attention as if they were one: what many authors' code has in their place.
 *
 * @param name of the module, or of the three together
 * @param weight {@code [out, in, …]}; of the three {@code [3 · out, in]}
 */
public record Fused(String name, Shape weight, List<ModuleInfo> modules) {

    /** Every module, and every three that make one. */
    public static List<Fused> all(List<ModuleInfo> modules) {
        List<Fused> all = new ArrayList<>();
        Map<String, Map<Role, ModuleInfo>> attentions = new LinkedHashMap<>();
        for (ModuleInfo module : modules) {
            all.add(new Fused(module.name(), module.weight(), List.of(module)));
            String last = Names.last(module.name());
            Role role = Role.of(last);
            if (role.compareTo(Role.VALUE) <= 0 && module.weight().dimensions() == 2) {
                String stem = last.replaceFirst("(^|_)(q|k|v|query|key|value)(?=_|$)", "$1qkv");
                String parent = Names.parent(module.name()) + "." + stem;
                attentions.computeIfAbsent(parent, key -> new EnumMap<>(Role.class)).put(role, module);
            }
        }
        attentions.forEach((name, parts) -> {
            if (parts.size() == 3) {
                List<ModuleInfo> three = List.copyOf(parts.values());
                boolean alike = three.stream().map(ModuleInfo::weight).distinct().count() == 1;
                Shape one = three.getFirst().weight();
                if (alike) {
                    all.add(new Fused(name, one.with(0, 3 * one.size(0)), three));
                }
            }
        });
        return all;
    }
}
