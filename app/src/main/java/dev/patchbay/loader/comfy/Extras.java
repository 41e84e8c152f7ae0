package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code load_lora} looks for beside the factors of every algorithm. */
record Extras(Optional<Stored> alpha, Optional<Stored> magnitude) {

    private static final String ALPHA = ".alpha";
    private static final String MAGNITUDE = ".dora_scale";

    /** @throws ComfyStop if the alpha is not one number */
    static Extras of(String name, LoraFile file) throws ComfyStop {
        Optional<Stored> alpha = file.find(name + ALPHA);
        if (alpha.isPresent() && alpha.get().shape().elements() != 1) {
            throw ComfyStop.sizes(alpha.get().name(), alpha.get().shape());
        }
        return new Extras(alpha, file.find(name + MAGNITUDE));
    }

    /** All that is read for the names of a map, even where nothing is made of it. */
    static List<Stored> read(LoraFile file, KeyMap map) {
        return map.names().keySet().stream()
                .flatMap(name -> Stream.of(file.find(name + ALPHA), file.find(name + MAGNITUDE)))
                .flatMap(Optional::stream)
                .toList();
    }

    List<Stored> tensors() {
        return Stream.of(alpha, magnitude).flatMap(Optional::stream).toList();
    }

    /** {@code weight_decompose}: lengths of rows if there are as many as rows, else of columns; what does not broadcast is logged. */
    Optional<Patch.Misfit> decompose(Shape weight) {
        return magnitude.map(Stored::shape).filter(lengths -> !fits(lengths, weight)).map(lengths -> Patch.Misfit.FACTORS);
    }

    private static boolean fits(Shape lengths, Shape weight) {
        if (lengths.dimensions() == 0 || weight.dimensions() == 0) {
            return false;
        }
        boolean rows = lengths.size(0) == weight.size(0);
        if (!rows && weight.dimensions() < 2) {
            return false;
        }
        long[] norm = new long[weight.dimensions()];
        Arrays.fill(norm, 1);
        norm[rows ? 0 : 1] = weight.size(rows ? 0 : 1);
        return Matrices.broadcast(lengths, Shape.of(norm))
                .flatMap(factor -> Matrices.broadcast(factor, weight))
                .filter(weight::equals)
                .isPresent();
    }
}
