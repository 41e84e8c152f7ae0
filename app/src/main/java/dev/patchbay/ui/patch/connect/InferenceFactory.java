package dev.patchbay.ui.patch.connect;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.matching.drop.Drop;
import dev.patchbay.matching.drop.DropOutcome;
import java.util.List;
import java.util.function.Function;

/** Makes the inference for drops: {@code (mapping, base) -> new RuleInference(mapping, base)::infer}. Called on background threads. */
@FunctionalInterface
public interface InferenceFactory {

    /** What {@link dev.patchbay.matching.drop.RuleInference#infer} does. */
    Function<List<Drop>, DropOutcome> over(MappingResult current, BaseModel base);
}
