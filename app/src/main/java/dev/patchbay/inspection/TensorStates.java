package dev.patchbay.inspection;

import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.check.InspectionContext;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.inspection.fit.WholeModel;
import dev.patchbay.mapping.DroppedTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the state of every stored tensor: mapped, unmatched, dropped and so on. */
final class TensorStates {

    private final InspectionContext context;

    TensorStates(InspectionContext context) {
        this.context = context;
    }

    /** States by stored name, in the order of the file. If several modules are made from one tensor, the worst state counts. */
    Map<String, TensorState> states() {
        Map<String, TensorState> states = new LinkedHashMap<>();
        context.checkpoint().tensors().keySet().forEach(name -> states.put(name, TensorState.LEFTOVER));
        context.mapping().dropped().stream().map(DroppedTensor::info).forEach(info -> states.put(info.name(), TensorState.DROPPED));
        Map<String, TensorState> ofModule = new HashMap<>();
        for (ModuleFit fit : context.fits()) {
            TensorState state = state(fit);
            boolean usesAlpha = fit.module().declaredAlpha().map(DeclaredAlpha::source).filter(ScaleSource.ALPHA_TENSOR::equals)
                    .isPresent();
            for (MappedTensor part : fit.parts()) {
                states.merge(part.source(), state, TensorStates::worse);
                AdapterKey.parse(part.source()).filter(key -> usesAlpha)
                        .ifPresent(key -> ofModule.merge(layer(key), state, TensorStates::worse));
            }
            fit.module().part(Part.ALPHA).ifPresent(alpha -> states.put(alpha.source(), state));
        }
        context.wholeModel().filter(WholeModel::isRecognised).ifPresent(whole -> {
            whole.right().forEach(tensor -> put(states, tensor, TensorState.MAPPED));
            whole.misshapen().forEach(tensor -> put(states, tensor, TensorState.MISMATCHED));
        });
        context.mapping().dropped().stream()
                .map(dropped -> dropped.info().name())
                .forEach(name -> alpha(name, ofModule).ifPresent(state -> states.put(name, state)));
        return states;
    }

    private static void put(Map<String, TensorState> states, MappedTensor tensor, TensorState state) {
        tensor.sources().forEach(source -> states.merge(source, state, TensorStates::worse));
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

    /** An alpha tensor has the state of its module, even if a rule drops it, as long as it still gives the scale. */
    private static Optional<TensorState> alpha(String name, Map<String, TensorState> ofModule) {
        return AdapterKey.parse(name)
                .filter(key -> key.part() == Part.ALPHA)
                .flatMap(key -> Optional.ofNullable(ofModule.get(layer(key))));
    }

    private static String layer(AdapterKey key) {
        return key.container() + "|" + key.component() + "|" + key.module();
    }
}
