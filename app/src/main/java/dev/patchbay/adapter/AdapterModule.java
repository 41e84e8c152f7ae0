package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import java.util.Optional;

/**
 * One module's share of an adapter; halves may be missing.
 *
 * @param container {@code base_model.model} for PEFT, else empty
 * @param component {@code transformer}, {@code unet}, …; empty where the names carry none
 * @param module the rest of the name up to the suffix; for SAT's {@code matrix_A.1} the number stays: {@code …query_key_value.1}
 * @param down {@code [r, in]}
 * @param up {@code [out, r]}
 * @param rank rows of down, or else columns of up
 * @param scale factor of {@code up · down}; already holds the factors of scale rules
 * @param scaleSource where the scale came from
 */
public record AdapterModule(
        String container,
        String component,
        String module,
        Algorithm algorithm,
        Optional<MappedTensor> down,
        Optional<MappedTensor> up,
        long rank,
        double scale,
        ScaleSource scaleSource) {

    /** Component and module as diffusers writes them in a file: {@code transformer.transformer_blocks.0.attn1.to_q}. */
    public String address() {
        return component.isEmpty() ? module : component + "." + module;
    }

    public boolean isComplete() {
        return down.isPresent() && up.isPresent();
    }
}
