package dev.patchbay.loader.diffusers;

import dev.patchbay.loader.peft.LayerModel;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What FLUX' loader does with sizes that differ: layers of the model are widened to the file, as control adapters want it, and matrices A
 * of the file to the model.
 */
final class Widening {

    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";

    private Widening() {}

    static void apply(LayerModel model, StateDict names) throws LoaderStop {
        for (String module : List.copyOf(model.modules())) {
            Optional<Shape> weight = model.weight(module).filter(shape -> shape.dimensions() == 2);
            Held down = names.tensors().get(module + A);
            if (weight.isPresent() && down != null) {
                widenModel(model, names, module, weight.get(), down);
                widenFile(model, names, module, down);
            }
        }
    }

    /** What {@code _maybe_expand_t2v_lora_for_i2v} of Wan's loader does; biases are zeros like the rest, and change no verdict. */
    static void addZeros(LayerModel model, StateDict names, Mixin.Zeros zeros) {
        boolean branch = zeros.into().stream().allMatch(name -> model.weight(zeros.module(0, name)).isPresent());
        boolean filled = zeros.into().stream().allMatch(name -> names.names().stream().anyMatch(any -> any.contains(name)));
        if (!branch || filled) {
            return;
        }
        for (int block = 0; block < blocks(names, zeros.list()); block++) {
            Held down = names.tensors().get(zeros.module(block, zeros.like()) + A);
            Held up = names.tensors().get(zeros.module(block, zeros.like()) + B);
            if (down == null || up == null) {
                continue;
            }
            for (String name : zeros.into()) {
                names.put(zeros.module(block, name) + A, new Held(down.shape(), Set.of()));
                names.put(zeros.module(block, name) + B, new Held(up.shape(), Set.of()));
            }
        }
    }

    /** How many different numbers of blocks there are. */
    private static long blocks(StateDict names, String list) {
        return names.names().stream()
                .filter(name -> name.startsWith(list + "."))
                .map(name -> name.split("\\.", 3)[1])
                .distinct()
                .count();
    }

    private static void widenModel(LayerModel model, StateDict names, String module, Shape weight, Held down) throws LoaderStop {
        Held up = names.tensors().get(module + B);
        if (up == null) {
            throw new LoaderStop(Message.of("inspection.diffusers.keyError", module + B));
        }
        long inputs = down.shape().dimensions() > 1 ? down.shape().size(1) : 0;
        long outputs = up.shape().dimensions() > 0 ? up.shape().size(0) : 0;
        if (outputs > weight.size(0) || inputs > weight.size(1)) {
            model.resize(module, Shape.of(outputs, inputs));
        }
    }

    /** Columns of zeros. */
    private static void widenFile(LayerModel model, StateDict names, String module, Held down) {
        long inputs = model.weight(module).orElseThrow().size(1);
        if (down.shape().dimensions() == 2 && down.shape().size(1) < inputs) {
            names.put(module + A, new Held(down.shape().with(1, inputs), down.from()));
        }
    }
}
