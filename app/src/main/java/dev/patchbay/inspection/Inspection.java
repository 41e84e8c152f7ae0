package dev.patchbay.inspection;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;

/** Holds an adapter against a base model. */
public final class Inspection {

    private Inspection() {}

    /** Says how the adapter fits; looks at names and shapes only. */
    public static InspectionReport inspect(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation) {
        throw new IllegalStateException("arrives with the model branch " + checkpoint + mapping + adapter + base + expectation);
    }
}
