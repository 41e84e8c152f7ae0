package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Warnings about a file that can be written but will not work fully: modules that the base lacks, has with other sizes, or that the target
 * program has no name for.
 *
 * @param base model that the file is for
 */
record FitWarnings(Optional<BaseModel> base, Program target) {

    List<Message> of(List<CanonicalModule> written, List<CanonicalModule> unnamed) {
        List<Message> warnings = new ArrayList<>();
        if (!unnamed.isEmpty()) {
            warnings.add(Message.of("export.warning.unnamed", unnamed.size(), target.title(), unnamed.getFirst().address()));
        }
        base.ifPresent(model -> {
            List<CanonicalModule> unknown = written.stream().filter(one -> find(model, one).isEmpty() && !isBlock(model, one)).toList();
            if (!unknown.isEmpty()) {
                warnings.add(Message.of("export.warning.unmatched", unknown.size(), model.name(), unknown.getFirst().module().module()));
            }
            List<CanonicalModule> unfit =
                    written.stream().filter(one -> find(model, one).map(info -> !fits(one.module(), info)).orElse(false)).toList();
            if (!unfit.isEmpty()) {
                AdapterModule first = unfit.getFirst().module();
                warnings.add(Message.of(
                        "export.warning.unfit",
                        unfit.size(),
                        model.name(),
                        first.module(),
                        size(first.outputs()) + "×" + size(first.inputs()),
                        find(model, unfit.getFirst()).orElseThrow().weight()));
            }
        });
        return warnings;
    }

    /** True if the base has the module in the sizes it needs, or has no sizes to compare. */
    boolean arrives(CanonicalModule module) {
        return base.filter(model -> find(model, module).map(info -> fits(module.module(), info)).orElseGet(() -> isBlock(model, module)))
                .isPresent();
    }

    /** True if the base has the module, whatever its sizes. */
    boolean isThere(CanonicalModule module) {
        return base.flatMap(model -> find(model, module)).isPresent();
    }

    private static Optional<ModuleInfo> find(BaseModel model, CanonicalModule module) {
        return model.module(module.module().component(), module.module().module());
    }

    /** True for the difference of a modulation, which belongs to a block of layers. */
    private static boolean isBlock(BaseModel model, CanonicalModule module) {
        String layers = module.module().module() + ".";
        return module.module().parts().containsKey(Part.DIFF_MODULATION)
                && model.component(module.component()).stream()
                        .flatMap(component -> component.modules().stream())
                        .anyMatch(one -> one.name().startsWith(layers));
    }

    /** Vectors such as those of (IA)³, and modules whose parts give neither inputs nor outputs, are not compared with the base. */
    private static boolean fits(AdapterModule module, ModuleInfo info) {
        return (module.inputs().isEmpty() || info.weight().dimensions() < 2 || module.inputs().getAsLong() == info.weight().size(1))
                && (module.outputs().isEmpty() || info.weight().dimensions() < 1 || module.outputs().getAsLong() == info.weight().size(0));
    }

    private static String size(OptionalLong size) {
        return size.isPresent() ? Long.toString(size.getAsLong()) : "?";
    }
}
