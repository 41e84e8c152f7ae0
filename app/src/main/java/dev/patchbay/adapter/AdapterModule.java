package dev.patchbay.adapter;

import dev.patchbay.adapter.algorithm.ChangeForm;
import dev.patchbay.adapter.algorithm.ChangeForms;
import dev.patchbay.adapter.algorithm.Parts;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One module of an adapter; parts may be missing.
 *
 * @param container {@code base_model.model} for PEFT, {@code lora_unet} for kohya, …; else empty
 * @param component {@code transformer}, {@code unet}, …; empty where the names carry none
 * @param module the rest of the name up to the suffix; for SAT's {@code matrix_A.1} the number stays: {@code …query_key_value.1}
 * @param piece which of the pieces of a fused layer this is, for names such as {@code lora_down.1.weight}
 * @param parts in the order of {@link Part}
 * @param rank inner size of the product; 0 where the algorithm has none
 * @param declaredAlpha alpha as declared; empty where none is declared or the algorithm has none
 * @param scale factor s of the change, {@code s · up · down} for a pair; includes the factors of scale rules
 * @param scaleSource where the scale came from
 */
public record AdapterModule(
        String container,
        String component,
        String module,
        OptionalInt piece,
        Algorithm algorithm,
        Map<Part, MappedTensor> parts,
        long rank,
        Optional<DeclaredAlpha> declaredAlpha,
        double scale,
        ScaleSource scaleSource) {

    public AdapterModule {
        Map<Part, MappedTensor> sorted = new EnumMap<>(Part.class);
        sorted.putAll(parts);
        parts = Collections.unmodifiableMap(sorted);
    }

    /** The same module with another scale. */
    public AdapterModule withScale(double factor, ScaleSource source) {
        return new AdapterModule(container, component, module, piece, algorithm, parts, rank, declaredAlpha, factor, source);
    }

    /** A, {@code [r, in]}. */
    public Optional<MappedTensor> down() {
        return part(Part.DOWN);
    }

    /** B, {@code [out, r]}. */
    public Optional<MappedTensor> up() {
        return part(Part.UP);
    }

    public Optional<MappedTensor> part(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    /** All parts, each a tensor of its own. */
    public Collection<MappedTensor> tensors() {
        return parts.values();
    }

    /** PEFT's adapter name in the names of the parts, before {@code weight}; empty where none of them has one. */
    public String infix() {
        return parts.values().stream()
                .map(part -> AdapterKey.parse(part.name()).map(AdapterKey::infix).orElse(""))
                .filter(infix -> !infix.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Component and module as diffusers writes them in a file: {@code transformer.transformer_blocks.0.attn1.to_q}. */
    public String address() {
        return component.isEmpty() ? module : component + "." + module;
    }

    /** True if no part that the algorithm needs is missing. */
    public boolean isComplete() {
        return form().isComplete(shapes());
    }

    /** False if both factors of a product exist and their ranks differ, so that they cannot be multiplied. */
    public boolean multiplies() {
        return form().multiplies(shapes());
    }

    /** True if the change is the product of an up and a down matrix, both present, without a middle factor. */
    public boolean isPair() {
        return algorithm == Algorithm.LORA
                && parts.containsKey(Part.DOWN)
                && parts.containsKey(Part.UP)
                && !parts.containsKey(Part.MID);
    }

    /** True if the module has DoRA magnitudes. */
    public boolean isDora() {
        return parts.containsKey(Part.MAGNITUDE);
    }

    /** Whether the magnitudes are per output or per input; empty without magnitudes. */
    public Optional<MagnitudeAxis> magnitudeAxis() {
        return part(Part.MAGNITUDE).map(magnitude -> Magnitudes.axis(magnitude, inputs(), outputs()));
    }

    public OptionalDouble alpha() {
        return declaredAlpha.map(alpha -> OptionalDouble.of(alpha.value())).orElse(OptionalDouble.empty());
    }

    /** Name and sizes, as far as the parts show them, for finding the model it was made for. */
    public ModuleSize size() {
        return new ModuleSize(container, component, module, piece, inputs(), outputs());
    }

    /** Inputs of the layer it was trained on, as far as the parts show them. */
    public OptionalLong inputs() {
        return form().inputs(shapes());
    }

    /** Outputs of that layer, as far as the parts show them. */
    public OptionalLong outputs() {
        return form().outputs(shapes());
    }

    /** Sizes of a convolution's kernel; empty for a linear layer, or where the parts do not show it. */
    public List<Long> kernel() {
        return form().kernel(shapes());
    }

    /** True if the existing parts fit a weight of this shape: {@code [out, in, …]}, or {@code [n]} of a norm. */
    public boolean fits(Shape weight) {
        return form().fits(shapes(), weight);
    }

    /** The class that knows the algorithm. */
    public ChangeForm form() {
        return ChangeForms.of(algorithm);
    }

    /** The parts as the {@link #form} takes them. */
    public Parts shapes() {
        return Parts.of(parts);
    }
}
