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
 * A module of the base, or the query, key and value of one attention taken as one fused module, as many other code bases have it.
 *
 * @param name of the module; of a fused one with {@code qkv} for the role
 * @param weight {@code [out, in, …]}; of a fused one {@code [3 · out, in]}
 * @param modules the module itself, or query, key and value
 */
public record Fused(String name, Shape weight, List<ModuleInfo> modules) {

    /** Every module, and a fused one for every attention whose query, key and value have the same shape. */
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
