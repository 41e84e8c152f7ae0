package dev.patchbay.inspection.check;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;

/** Reports metadata as {@code save_lora_adapter} writes it, without the component that {@code load_lora_weights} looks for. */
public final class MetadataCheck implements Check {

    @Override
    public List<Problem> check(InspectionContext context) {
        List<ModuleFit> fits = context.fits().stream()
                .filter(fit -> !fit.module().component().isEmpty() && fit.module().container().isEmpty())
                .filter(fit -> context.declarations().isOnlyForOthers(fit.module().component()))
                .toList();
        if (fits.isEmpty() || !context.isFileAsItIs()) {
            return List.of();
        }
        String component = fits.getFirst().module().component();
        return List.of(Problem.of(
                        ProblemCode.NAME_MISMATCH, Severity.ERROR, "metadata",
                        Message.of("inspection.metadata", Declarations.METADATA_KEY, component))
                .differing(component + ".r", "r"));
    }
}
