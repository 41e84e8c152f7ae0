package dev.patchbay.matching.suggest;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Repeats;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.WholeModel;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the tensors of a file arrive in the base under some rules: the modules whose names the base has, under any convention, with sizes
 * that fit. What a conversion or a bake makes of the file is the same, since both look modules up in the same way.
 */
final class Arrivals {

    /** Places by stored tensor; empty if something that is made of the tensor arrives nowhere. */
    private final Map<String, Set<Place>> places = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    /** Stored tensors of modules that change what others change already. */
    private final Set<String> repeated = new HashSet<>();
    /** Stored tensors by the name that the file has under the rules it was given. */
    private final Map<String, Set<String>> sources = new HashMap<>();
    private final boolean valid;

    private Arrivals(AdapterFit file, MappingResult mapping) {
        this.valid = mapping.problems().isEmpty();
        file.mapping().tensors().forEach(tensor -> sources.put(tensor.name(), tensor.sources()));
    }

    static Arrivals of(AdapterFit file, MappingResult mapping) {
        Arrivals arrivals = new Arrivals(file, mapping);
        Adapter adapter = AdapterFit.named(file.checkpoint(), mapping);
        if (arrivals.valid && adapter.modules().isEmpty()) {
            arrivals.addWhole(file, mapping);
        } else if (arrivals.valid) {
            arrivals.add(AdapterFit.fits(adapter, file.base(), file.locator()));
        }
        return arrivals;
    }

    private void add(List<ModuleFit> fits) {
        Map<ModuleFit, ModuleLocation> located = new LinkedHashMap<>();
        fits.forEach(fit -> fit.location().ifPresent(location -> located.put(fit, location)));
        Set<ModuleFit> repeats = Repeats.of(located);
        for (ModuleFit fit : fits) {
            ModuleLocation location = located.get(fit);
            boolean arrives = location != null && !repeats.contains(fit) && fit.ranksAgree() && fit.module().fits(location.weight());
            fit.module().tensors().stream().flatMap(tensor -> tensor.sources().stream()).forEach(source -> {
                if (location != null && arrives) {
                    note(source, Place.of(location));
                } else {
                    lost.add(source);
                }
                if (repeats.contains(fit)) {
                    repeated.add(source);
                }
            });
        }
    }

    private void addWhole(AdapterFit file, MappingResult mapping) {
        WholeModel whole = WholeModel.of(mapping, file.base().main());
        String component = file.base().main().component();
        for (MappedTensor tensor : whole.right()) {
            String name = tensor.name().startsWith(component + ".") ? tensor.name().substring(component.length() + 1) : tensor.name();
            int end = name.lastIndexOf('.');
            file.base().main().module(name.substring(0, Math.max(end, 0))).ifPresent(module ->
                    tensor.sources().forEach(source -> note(source, List.of(new Place(component, module, Optional.empty())))));
        }
        whole.stray().forEach(tensor -> lost.addAll(tensor.sources()));
        whole.misshapen().forEach(tensor -> lost.addAll(tensor.sources()));
    }

    private void note(String source, List<Place> found) {
        places.computeIfAbsent(source, one -> new LinkedHashSet<>()).addAll(found);
    }

    /** Where all that is made of this module arrives, in order; none unless all of it does. */
    List<Place> of(ForeignModule module) {
        Set<Place> found = new LinkedHashSet<>();
        for (TensorInfo tensor : module.tensors()) {
            for (String source : sources.getOrDefault(tensor.name(), Set.of())) {
                if (lost.contains(source)) {
                    return List.of();
                }
                found.addAll(places.getOrDefault(source, Set.of()));
            }
        }
        return List.copyOf(new ArrayList<>(found));
    }

    /** True if other modules of the file arrive where this one would. */
    boolean isRepeat(ForeignModule module) {
        return module.tensors().stream()
                .flatMap(tensor -> sources.getOrDefault(tensor.name(), Set.of()).stream())
                .anyMatch(repeated::contains);
    }

    /** How many of the modules arrive; -1 if the rules cannot be carried out. */
    long count(List<ForeignModule> modules) {
        return valid ? modules.stream().filter(module -> !of(module).isEmpty()).count() : -1;
    }
}
