package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the layers that an adapter does not change but that the target program fuses with layers it does change: FLUX' single blocks have
 * q, k, v and the MLP's input in one weight, and few people train all four.
 *
 * @param base gives the layers' sizes; without it, a catalogue model of the family whose sizes agree with the adapter's does
 */
record AbsentParts(ProgramNames names, Optional<BaseModel> base) {

    private static final Set<Part> WITH_ZEROS = Set.of(Part.DOWN, Part.UP, Part.UP_BIAS, Part.DIFF_BIAS);

    List<AbsentPart> of(List<CanonicalModule> modules) {
        Map<String, CanonicalModule> byDown = modules.stream()
                .filter(AbsentParts::isPlainPair)
                .collect(Collectors.toMap(
                        module -> module.name(Part.DOWN), Function.identity(), (first, second) -> first, LinkedHashMap::new));
        Set<String> present = modules.stream().map(CanonicalModule::address).collect(Collectors.toSet());
        Map<String, AbsentPart> absent = new LinkedHashMap<>();
        FusedSiblings fused = new FusedSiblings(names.rules());
        byDown.forEach((down, module) -> fused.of(down).stream()
                .map(AbsentParts::address)
                .filter(address -> !present.contains(address) && !absent.containsKey(address))
                .forEach(address -> outputs(address, module)
                        .ifPresent(outputs -> absent.put(address, new AbsentPart(address, module, outputs)))));
        return List.copyOf(absent.values());
    }

    /**
     * Zeros are a neutral value for the factors of a plain pair only: DoRA's magnitudes and most other algorithms have no neutral value of
     * their own.
     */
    private static boolean isPlainPair(CanonicalModule module) {
        Set<Part> parts = module.module().parts().keySet();
        return module.module().isPair()
                && parts.stream().allMatch(part -> part == Part.ALPHA || WITH_ZEROS.contains(part))
                && module.module().down().orElseThrow().info().shape().dimensions() == 2;
    }

    private static String address(String down) {
        String suffix = Dialect.PEFT.ending(Part.DOWN);
        return down.endsWith(suffix) ? down.substring(0, down.length() - suffix.length()) : down;
    }

    private Optional<Long> outputs(String address, CanonicalModule sibling) {
        if (!address.startsWith(sibling.component() + ".")) {
            return Optional.empty();
        }
        String module = address.substring(sibling.component().length() + 1);
        return models().stream()
                .filter(model -> model.module(sibling.component(), sibling.module().module()).filter(found -> agrees(found, sibling))
                        .isPresent())
                .map(model -> model.module(sibling.component(), module).map(ModuleInfo::weight).orElse(null))
                .filter(Objects::nonNull)
                .filter(weight -> weight.dimensions() == 2 && sibling.module().inputs().equals(OptionalLong.of(weight.size(1))))
                .map(weight -> weight.size(0))
                .findFirst();
    }

    private List<BaseModel> models() {
        List<BaseModel> models = new ArrayList<>(base.stream().toList());
        if (models.isEmpty()) {
            ModelCatalog.models().stream()
                    .filter(model -> model.family().equals(names.family()) && !model.isAlias())
                    .map(model -> ModelCatalog.find(model.name()))
                    .flatMap(Optional::stream)
                    .forEach(models::add);
        }
        return models;
    }

    private static boolean agrees(ModuleInfo module, CanonicalModule sibling) {
        Shape weight = module.weight();
        return weight.dimensions() == 2 && sibling.module().outputs().equals(OptionalLong.of(weight.size(0)))
                && sibling.module().inputs().equals(OptionalLong.of(weight.size(1)));
    }
}
