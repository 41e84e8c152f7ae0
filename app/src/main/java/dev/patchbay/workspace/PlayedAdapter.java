package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.bake.ModuleShares;
import dev.patchbay.export.factors.BaseParameters;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of an adapter the preview plays, from the same mapping result that the window shows, and by the same rules as a bake. Values are
 * read lazily, so the checkpoint must stay open.
 *
 * @param shares the changes of the base's denoiser at strength 1
 * @param modules how many modules of the adapter change something
 * @param warnings what is not played, and why
 */
public record PlayedAdapter(List<TensorShare> shares, int modules, List<Message> warnings) {

    public PlayedAdapter {
        shares = List.copyOf(shares);
        warnings = List.copyOf(warnings);
    }

    /** Against the base of the analysis; without one, every module that could be played somewhere. */
    public static PlayedAdapter of(Analysis analysis) {
        return analysis.state().base().map(base -> new Planner(analysis, base).plan()).orElseGet(() -> UncheckedShares.of(analysis));
    }

    private static final class Planner {

        private final Analysis analysis;
        private final Checkpoint checkpoint;
        private final BaseModel base;
        private final ModuleShares known;
        private final List<TensorShare> shares = new ArrayList<>();
        private final Set<String> layers = new HashSet<>();
        private final LeftSilent left = new LeftSilent();
        private int modules;

        Planner(Analysis analysis, BaseModel base) {
            this.analysis = analysis;
            this.checkpoint = analysis.state().checkpoint().orElseThrow();
            this.base = base;
            this.known = new ModuleShares(base.main(), new BaseParameters(base));
        }

        PlayedAdapter plan() {
            analysis.adapter().modules().forEach(this::plan);
            analysis.adapter().leftovers().forEach(this::plan);
            return new PlayedAdapter(shares, modules, left.warnings());
        }

        private void plan(AdapterModule module) {
            try {
                List<TensorShare> found = shares(module);
                shares.addAll(found);
                modules += found.isEmpty() ? 0 : 1;
            } catch (ExportException misfit) {
                left.add(LeftSilent.Why.MISFIT, module.address());
            }
        }

        private List<TensorShare> shares(AdapterModule module) throws ExportException {
            ModuleChange change = new ModuleChange(checkpoint, module);
            Optional<TensorShare> parameter = known.parameter(change);
            if (parameter.isPresent()) {
                return List.of(parameter.get());
            }
            Optional<ModuleInfo> layer = layer(module);
            Optional<LeftSilent.Why> why = layer.isEmpty() ? Optional.of(LeftSilent.Why.MISSING) : refusal(change);
            if (why.isPresent()) {
                left.add(why.get(), module.address());
                return List.of();
            }
            ModuleInfo info = layer.orElseThrow();
            ModuleShares.Found found = known.of(change, new BaseTarget(info, info.weight(), List.of()));
            if (!found.whole()) {
                left.add(found.shares().isEmpty() ? LeftSilent.Why.ALGORITHM : LeftSilent.Why.PARTS, module.address());
            }
            return found.shares();
        }

        /** Only the denoiser is played. */
        private Optional<ModuleInfo> layer(AdapterModule module) {
            boolean denoiser = module.component().isEmpty() || module.component().equals(base.main().component());
            return denoiser ? base.module(module.component(), module.module()) : Optional.empty();
        }

        private Optional<LeftSilent.Why> refusal(ModuleChange change) {
            AdapterModule module = change.module();
            boolean ranked = analysis.state().expectation().rank().isEmpty() || module.rank() == 0
                    || analysis.state().expectation().rank().getAsLong() == module.rank();
            if (!module.isComplete()) {
                return Optional.of(LeftSilent.Why.INCOMPLETE);
            }
            if (!module.multiplies() || !ranked) {
                return Optional.of(LeftSilent.Why.MISFIT);
            }
            return change.isLowRank() && !layers.add(module.module()) ? Optional.of(LeftSilent.Why.REPEATED) : Optional.empty();
        }

        private void plan(MappedTensor leftover) {
            try {
                Optional<TensorShare> saved = known.saved(checkpoint, leftover);
                saved.ifPresentOrElse(shares::add, () -> left.add(LeftSilent.Why.LEFTOVER, leftover.source()));
            } catch (ExportException misfit) {
                left.add(LeftSilent.Why.MISFIT, leftover.source());
            }
        }
    }
}
