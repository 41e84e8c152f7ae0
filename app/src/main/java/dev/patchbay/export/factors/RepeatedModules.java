package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Repeats;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules of an adapter that change again what others of it change; the others count. Trainers write {@code qkv} beside {@code to_q},
 * and diffusers' converter for Z-Image leaves the former out.
 *
 * @param same that make the same change
 * @param other that make another one
 */
public record RepeatedModules(Set<AdapterModule> same, Set<AdapterModule> other) {

    private static final RepeatedModules NONE = new RepeatedModules(Set.of(), Set.of());

    /** @param base without it no module is known to repeat another */
    public static RepeatedModules of(Checkpoint checkpoint, Adapter adapter, Optional<ModuleLocator> base) throws IOException {
        return base.isEmpty() ? NONE : of(checkpoint, adapter, base.get());
    }

    private static RepeatedModules of(Checkpoint checkpoint, Adapter adapter, ModuleLocator base) throws IOException {
        Map<AdapterModule, ModuleLocation> located = new LinkedHashMap<>();
        for (AdapterModule module : adapter.modules()) {
            base.locateByShapes(module.container(), module.component(), module.module(), module.piece(), module.infix())
                    .ifPresent(location -> located.put(module, location));
        }
        Set<AdapterModule> repeats = Repeats.of(located);
        if (repeats.isEmpty()) {
            return NONE;
        }
        RepeatedLayers layers = new RepeatedLayers();
        for (AdapterModule module : located.keySet()) {
            if (!repeats.contains(module)) {
                isOther(layers, new ModuleChange(checkpoint, module), base);
            }
        }
        Set<AdapterModule> same = new LinkedHashSet<>();
        Set<AdapterModule> other = new LinkedHashSet<>();
        for (AdapterModule module : located.keySet()) {
            if (repeats.contains(module)) {
                (isOther(layers, new ModuleChange(checkpoint, module), base) ? other : same).add(module);
            }
        }
        return new RepeatedModules(same, other);
    }

    /** False for a change that cannot be compared, too. */
    private static boolean isOther(RepeatedLayers layers, ModuleChange change, ModuleLocator base) throws IOException {
        boolean other = false;
        if (change.isLowRank() && change.module().multiplies()) {
            for (BaseTarget target : BaseTarget.of(base, change.module())) {
                other |= layers.compare(change, target) == RepeatedLayers.Repetition.OTHER;
            }
        }
        return other;
    }

    public boolean contains(AdapterModule module) {
        return same.contains(module) || other.contains(module);
    }

    public List<Message> warnings() {
        List<Message> warnings = new ArrayList<>();
        if (!same.isEmpty()) {
            warnings.add(Message.of("export.warning.repeated", same.size(), same.iterator().next().address()));
        }
        if (!other.isEmpty()) {
            warnings.add(Message.of("export.warning.repeatedOtherwise", other.size(), other.iterator().next().address()));
        }
        return warnings;
    }
}
