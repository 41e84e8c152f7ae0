package dev.patchbay.export.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.LostParts;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Modules that cannot be joined with those that the target program keeps them in one with, whole under the names by which it looks for
 * their rows.
 *
 * @param unnamed those that it does not look for alone
 * @param lost biases: ComfyUI (0.3.64) adds a bias to whole layers only, not to some rows
 */
record AloneModules(List<TargetModule> modules, ApartModules unnamed, LostParts lost) {

    private static final Set<Part> OF_WHOLE_LAYERS = Set.of(Part.UP_BIAS, Part.DIFF_BIAS);

    static AloneModules of(Checkpoint source, ApartModules apart, ProgramNames names) {
        List<CanonicalModule> all = List.copyOf(apart.modules());
        CanonicalAdapter adapter = new CanonicalAdapter(source, all, Set.of(), List.of(), false);
        List<TargetModule> modules = new ArrayList<>();
        Set<CanonicalModule> unnamed = new LinkedHashSet<>();
        LostParts lost = new LostParts();
        for (CanonicalModule module : all) {
            Optional<TargetModule> target =
                    names.alone(module.component(), module.module().module()).map(name -> whole(name, module, adapter, lost));
            target.filter(one -> !one.parts().isEmpty()).ifPresentOrElse(modules::add, () -> unnamed.add(module));
        }
        return new AloneModules(modules, new ApartModules(unnamed, apart.reason()), lost);
    }

    private static TargetModule whole(String name, CanonicalModule module, CanonicalAdapter adapter, LostParts lost) {
        TargetModule target = new TargetModule(name);
        module.module().parts().keySet().stream().filter(part -> part != Part.ALPHA).forEach(part -> {
            MappedTensor tensor = adapter.find(module.name(part)).tensor();
            if (OF_WHOLE_LAYERS.contains(part)) {
                lost.add(part, tensor);
            } else {
                target.add(part, tensor, Set.of(module));
            }
        });
        return target;
    }
}
