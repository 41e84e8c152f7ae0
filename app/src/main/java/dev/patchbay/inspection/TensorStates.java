package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterKey;
import dev.patchbay.adapter.Part;
import dev.patchbay.mapping.DroppedTensor;
import dev.patchbay.mapping.MappedTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what becomes of every stored tensor, and what reaches every base module. */
final class TensorStates {

    private final InspectionContext context;

    TensorStates(InspectionContext context) {
        this.context = context;
    }

    /** States by stored name, in the order of the file. Of several modules made from one tensor the worst counts. */
    Map<String, TensorState> states() {
        Map<String, TensorState> states = new LinkedHashMap<>();
        context.checkpoint().tensors().keySet().forEach(name -> states.put(name, TensorState.LEFTOVER));
        context.mapping().dropped().stream().map(DroppedTensor::info).forEach(info -> states.put(info.name(), TensorState.DROPPED));
        Map<String, TensorState> ofModule = new HashMap<>();
        for (ModuleFit fit : context.fits()) {
            TensorState state = state(fit);
            ofModule.put(fit.module().container() + fit.module().address(), state);
            fit.parts().forEach(part -> states.merge(part.source(), state, TensorStates::worse));
        }
        context.mapping().tensors().forEach(tensor -> alpha(tensor, ofModule).ifPresent(state -> states.put(tensor.source(), state)));
        return states;
    }

    private TensorState state(ModuleFit fit) {
        if (!fit.isMatched()) {
            return TensorState.UNMATCHED;
        }
        return fit.fits(context.expectation()) ? TensorState.MAPPED : TensorState.MISMATCHED;
    }

    private static TensorState worse(TensorState one, TensorState other) {
        if (one == TensorState.LEFTOVER || one == TensorState.DROPPED) {
            return other;
        }
        List<TensorState> worstFirst = List.of(TensorState.UNMATCHED, TensorState.MISMATCHED, TensorState.MAPPED);
        return worstFirst.stream().filter(state -> state == one || state == other).findFirst().orElse(other);
    }

    /** An alpha tensor goes with its module. */
    private static Optional<TensorState> alpha(MappedTensor tensor, Map<String, TensorState> ofModule) {
        return AdapterKey.parse(tensor.name())
                .filter(key -> key.part() == Part.ALPHA)
                .map(key -> key.container() + (key.component().isEmpty() ? key.module() : key.component() + "." + key.module()))
                .flatMap(module -> Optional.ofNullable(ofModule.get(module)));
    }

    /** Matched base modules by {@code component.module}; where two adapter modules reach one, the first counts. */
    Map<String, ModuleReach> reaches() {
        Map<String, ModuleReach> reaches = new LinkedHashMap<>();
        context.fits().stream().filter(ModuleFit::isMatched).forEach(fit -> {
            String module = fit.module().module();
            List<String> sources = fit.parts().stream().map(MappedTensor::source).toList();
            boolean fits = fit.fits(context.expectation());
            reaches.putIfAbsent(
                    fit.component() + "." + module, new ModuleReach(fit.component(), module, fit.module().rank(), fits, sources));
        });
        return reaches;
    }
}
