package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.generation.LowRankDelta;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RecipeData;
import java.util.List;

/** From an analysed adapter to what the video pipeline adds to the base: the same mapping result that the window shows. */
public final class AdapterDeltas {

    private AdapterDeltas() {}

    /** One delta for each complete module that the base has and that fits; values are read when the pipeline asks, so the checkpoint stays open. */
    public static List<LowRankDelta> of(Analysis analysis) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        return analysis.adapter().modules().stream()
                .filter(AdapterModule::isComplete)
                .filter(module -> fits(analysis, module))
                .map(module -> delta(checkpoint, module))
                .toList();
    }

    private static boolean fits(Analysis analysis, AdapterModule module) {
        return analysis.report().map(report -> report.reaches().values().stream()
                .anyMatch(reach -> reach.fits() && reach.module().equals(module.module())))
                .orElse(true);
    }

    private static LowRankDelta delta(Checkpoint checkpoint, AdapterModule module) {
        MappedTensor down = module.down().orElseThrow();
        MappedTensor up = module.up().orElseThrow();
        return new LowRankDelta(
                module.module(),
                new RecipeData(checkpoint, down.recipe().unscaled(), down.info()),
                new RecipeData(checkpoint, up.recipe().unscaled(), up.info()),
                module.scale());
    }
}
