package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code LoRAAdapter}: up · down, reshaped to the weight. */
record PairPatch(Stored up, Stored down, Optional<Stored> mid, Optional<Stored> reshape, Extras extras) implements Patch {

    /** Ends of the names of up and down; the first up that is there decides. */
    private static final Map<String, String> ENDS = new LinkedHashMap<>();
    private static final String MIDDLE = ".lora_mid.weight";
    private static final String WITH_MIDDLE = ".lora_up.weight";

    static {
        ENDS.put(WITH_MIDDLE, ".lora_down.weight");
        ENDS.put("_lora.up.weight", "_lora.down.weight");
        ENDS.put(".lora_B.weight", ".lora_A.weight");
        ENDS.put(".lora.up.weight", ".lora.down.weight");
        ENDS.put(".lora_B", ".lora_A");
        ENDS.put(".lora_linear_layer.up.weight", ".lora_linear_layer.down.weight");
        ENDS.put(".lora_B.default.weight", ".lora_A.default.weight");
    }

    static Optional<Patch> load(String name, LoraFile file, Extras extras) throws ComfyStop {
        for (Map.Entry<String, String> ends : ENDS.entrySet()) {
            Optional<Stored> up = file.find(name + ends.getKey());
            if (up.isPresent()) {
                Optional<Stored> mid = ends.getKey().equals(WITH_MIDDLE) ? file.find(name + MIDDLE) : Optional.empty();
                Stored down = file.get(name + ends.getValue());
                return Optional.of(new PairPatch(up.get(), down, mid, file.find(name + ".reshape_weight"), extras));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Stored> tensors() {
        return Stream.of(Stream.of(up, down), mid.stream(), reshape.stream(), extras.tensors().stream()).flatMap(one -> one).toList();
    }

    @Override
    public Optional<Misfit> apply(Shape weight) throws ComfyStop {
        Shape target = reshape.isPresent() ? padded(weight) : weight;
        if (extras.alpha().isPresent() && down.shape().dimensions() == 0) {
            throw ComfyStop.sizes(down.name(), down.shape());
        }
        Shape right = mid.isPresent() ? joined(mid.get()) : down.shape();
        Optional<Shape> product = Matrices.flatProduct(up.shape(), right);
        if (product.isEmpty()) {
            return Optional.of(Misfit.FACTORS);
        }
        return Patch.reshaped(product.get().elements(), target).or(() -> extras.decompose(target));
    }

    /** The weight is made larger first, and cannot be made smaller. */
    private Shape padded(Shape weight) throws ComfyStop {
        Shape wide = up.shape().dimensions() == 2 && down.shape().dimensions() == 2
                ? Shape.of(up.shape().size(0), down.shape().size(1))
                : weight;
        boolean larger = weight.dimensions() == 2 && wide.size(0) >= weight.size(0) && wide.size(1) >= weight.size(1);
        if (!larger) {
            throw ComfyStop.sizes(up.name(), wide);
        }
        return wide;
    }

    /** Down and the factor in the middle as one kernel. */
    private Shape joined(Stored middle) throws ComfyStop {
        Shape kernel = middle.shape();
        Shape plain = down.shape();
        boolean fits = kernel.dimensions() == 4 && plain.dimensions() >= 2
                && kernel.size(0) == plain.size(0)
                && plain.elements() / Math.max(1, plain.size(1)) == kernel.size(1);
        if (!fits) {
            throw ComfyStop.sizes(middle.name(), kernel);
        }
        return Shape.of(plain.size(0), plain.size(1), kernel.size(2), kernel.size(3));
    }
}
