package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A module under the name that the model's authors, or another program, gave it.
 *
 * @param name {@code double_blocks.0.img_attn.qkv}
 * @param namespace {@code native}, {@code sat}, {@code sgm}, {@code comfyui}, {@code xlabs}
 * @param modules of diffusers that it is; several for a fused layer, in the order of their rows
 * @param weight shape of its weight
 */
public record NativeModule(String name, String namespace, List<LinkedModule> modules, Shape weight) {

    public NativeModule {
        modules = List.copyOf(modules);
    }

    /** One of the modules that this one is fused from, by SAT's number for q, k and v; empty if there is none of that number. */
    Optional<NativeModule> piece(int number) {
        if (number < 0 || number >= modules.size()) {
            return Optional.empty();
        }
        ModuleInfo piece = modules.get(number).module();
        LinkedModule whole = new LinkedModule(piece, List.of(new RowRange(0, piece.weight().size(0))));
        return Optional.of(new NativeModule(name + "." + number, namespace, List.of(whole), piece.weight()));
    }
}
