package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** The changes of an adapter where no base is known: by the adapter's own names. The run itself says which of them the model lacks. */
final class UncheckedShares {

    private UncheckedShares() {}

    static PlayedAdapter of(Analysis analysis) {
        Checkpoint checkpoint = analysis.state().checkpoint().orElseThrow();
        LeftSilent left = new LeftSilent();
        List<TensorShare> shares = new ArrayList<>();
        int modules = 0;
        for (AdapterModule module : analysis.adapter().modules()) {
            List<TensorShare> found = of(new ModuleChange(checkpoint, module));
            shares.addAll(found);
            modules += found.isEmpty() ? 0 : 1;
            if (found.isEmpty()) {
                left.add(module.isComplete() ? LeftSilent.Why.ALGORITHM : LeftSilent.Why.INCOMPLETE, module.address());
            }
        }
        analysis.adapter().leftovers().forEach(leftover -> left.add(LeftSilent.Why.LEFTOVER, leftover.source()));
        return new PlayedAdapter(shares, modules, left.warnings());
    }

    private static List<TensorShare> of(ModuleChange change) {
        AdapterModule module = change.module();
        List<TensorShare> shares = new ArrayList<>();
        if (change.isLowRank() && module.multiplies()) {
            shares.add(new TensorShare(module.module() + ".weight", new LayerShare(LayerParts.of(change), 1)));
        }
        module.parts().forEach((part, tensor) -> module.form().difference(part).ifPresent(difference -> {
            double factor = difference.isScaled() ? module.scale() : 1;
            DifferenceShare share = new DifferenceShare(tensor.source(), change.data(part), factor, difference.replaces());
            shares.add(new TensorShare(module.module() + difference.tensor(), share));
        }));
        return shares;
    }
}
