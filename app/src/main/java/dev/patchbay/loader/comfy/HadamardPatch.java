package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code LoHaAdapter}: the product of two products, element by element. */
record HadamardPatch(List<Stored> factors, Optional<Stored> first, Optional<Stored> second, Extras extras) implements Patch {

    HadamardPatch {
        factors = List.copyOf(factors);
    }

    static Optional<Patch> load(String name, LoraFile file, Extras extras) throws ComfyStop {
        if (!file.has(name + ".hada_w1_a")) {
            return Optional.empty();
        }
        Optional<Stored> first = file.find(name + ".hada_t1");
        Optional<Stored> second = first.isPresent() ? Optional.of(file.get(name + ".hada_t2")) : Optional.empty();
        List<Stored> factors = List.of(
                file.get(name + ".hada_w1_a"), file.get(name + ".hada_w1_b"), file.get(name + ".hada_w2_a"), file.get(name + ".hada_w2_b"));
        return Optional.of(new HadamardPatch(factors, first, second, extras));
    }

    @Override
    public List<Stored> tensors() {
        return Stream.of(factors.stream(), first.stream(), second.stream(), extras.tensors().stream()).flatMap(one -> one).toList();
    }

    @Override
    public Optional<Misfit> apply(Shape weight) throws ComfyStop {
        Shape one = product(first, 0);
        Shape other = product(second, 2);
        Optional<Shape> both = Matrices.broadcast(one, other);
        return both.isEmpty()
                ? Optional.of(Misfit.FACTORS)
                : Patch.reshaped(both.get().elements(), weight).or(() -> extras.decompose(weight));
    }

    private Shape product(Optional<Stored> middle, int at) throws ComfyStop {
        Shape left = factors.get(at).shape();
        Shape right = factors.get(at + 1).shape();
        Optional<Shape> product =
                middle.isPresent() ? Matrices.tucker(middle.get().shape(), right, left) : Matrices.product(left, right);
        return product.orElseThrow(() -> ComfyStop.sizes(factors.get(at + 1).name(), right));
    }
}
