package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.generation.LowRankDelta;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Converts an analysed adapter to the low-rank deltas that the video pipeline adds to the base, from the same mapping result that the
 * window shows.
 */
public final class AdapterDeltas {

    private AdapterDeltas() {}

    /**
     * One delta for each complete module that fits the base's denoiser; without a base, for each complete module. Values are read lazily,
     * so the checkpoint must stay open.
     */
    public static List<LowRankDelta> of(Analysis analysis) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        Predicate<AdapterModule> fits = fitting(analysis);
        return analysis.adapter().modules().stream()
                .filter(AdapterModule::isPair)
                .filter(fits)
                .map(module -> delta(checkpoint, module))
                .toList();
    }

    private static Predicate<AdapterModule> fitting(Analysis analysis) {
        Optional<Map<String, ModuleReach>> reaches =
                analysis.report().map(InspectionReport::reaches).or(() -> analysis.fit().map(ModuleReach::of));
        if (reaches.isEmpty()) {
            return module -> true;
        }
        String denoiser = analysis.state().base().orElseThrow().main().component();
        Set<String> reached = reaches.get().values().stream()
                .filter(reach -> reach.fits() && reach.component().equals(denoiser))
                .map(ModuleReach::module)
                .collect(Collectors.toSet());
        return module -> reached.contains(module.module());
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
