package dev.patchbay.export.extract;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import java.util.Optional;

/**
 * The weights of a whole model; codes are read as the weights that they mean.
 *
 * @param source as it was opened
 * @param tensors what it means
 * @param model its modules
 */
record ModelWeights(Checkpoint source, Checkpoint tensors, BaseModel model) {

    static ModelWeights of(Checkpoint source) {
        return new ModelWeights(source, LogicalTensors.view(source), OpenedBaseModel.of(source));
    }

    /** The weight of a module of its main component, inside a pipeline or alone. */
    Optional<StoredTensor> weight(String module) {
        String name = module + ".weight";
        return tensors.tensor(name).or(() -> tensors.tensor(model.main().component() + "." + name));
    }
}
