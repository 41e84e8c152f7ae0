package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code LoKrAdapter}: the Kronecker product of two factors, each of which may be a product. */
record KroneckerPatch(String name, Map<String, Stored> factors, Extras extras) implements Patch {

    private static final List<String> ENDS =
            List.of("lokr_w1", "lokr_w2", "lokr_w1_a", "lokr_w1_b", "lokr_w2_a", "lokr_w2_b", "lokr_t2");

    /** One of these is enough for ComfyUI to take the module for its own. */
    private static final List<String> ENOUGH = List.of("lokr_w1", "lokr_w2", "lokr_w1_a", "lokr_w2_a");

    KroneckerPatch {
        factors = Map.copyOf(factors);
    }

    static Optional<Patch> load(String name, LoraFile file, Extras extras) {
        Map<String, Stored> factors = new LinkedHashMap<>();
        ENDS.forEach(end -> file.find(name + "." + end).ifPresent(found -> factors.put(end, found)));
        boolean enough = ENOUGH.stream().anyMatch(factors::containsKey);
        return enough ? Optional.of(new KroneckerPatch(name, factors, extras)) : Optional.empty();
    }

    @Override
    public List<Stored> tensors() {
        return Stream.concat(factors.values().stream(), extras.tensors().stream()).toList();
    }

    @Override
    public Optional<Misfit> apply(Shape weight) throws ComfyStop {
        Shape left = factor("lokr_w1", Optional.empty());
        Shape right = factor("lokr_w2", Optional.ofNullable(factors.get("lokr_t2")));
        if (right.dimensions() == 4 && left.dimensions() < 2) {
            throw ComfyStop.sizes(name, left);
        }
        return Patch.reshaped(left.elements() * right.elements(), weight).or(() -> extras.decompose(weight));
    }

    /** As it is, or as a product of two halves, without one of which ComfyUI stops. */
    private Shape factor(String whole, Optional<Stored> middle) throws ComfyStop {
        Stored stored = factors.get(whole);
        if (stored != null) {
            return stored.shape();
        }
        Stored left = half(whole + "_a");
        Stored right = half(whole + "_b");
        Optional<Shape> product = middle.isPresent()
                ? Matrices.tucker(middle.get().shape(), right.shape(), left.shape())
                : Matrices.product(left.shape(), right.shape());
        return product.orElseThrow(() -> ComfyStop.sizes(right.name(), right.shape()));
    }

    private Stored half(String end) throws ComfyStop {
        Stored half = factors.get(end);
        if (half == null) {
            throw ComfyStop.missing(name + "." + end);
        }
        return half;
    }
}
