package dev.patchbay.export.factors;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of the base's weights that one adapter changes under two names, such as {@code qkv} beside {@code to_q}. */
public final class RepeatedLayers {

    private final Map<String, List<Layer>> byModule = new HashMap<>();

    private record Layer(ModuleChange change, BaseTarget target) {}

    /** Some rows that two modules change. */
    private record Overlap(int one, int other, int size) {}

    /** Whether an earlier module of the adapter changes the same rows. */
    public enum Repetition {
        NONE,
        /** In the same way. */
        SAME,
        /** In another way. */
        OTHER
    }

    /**
     * True if an earlier module of the adapter makes the same change to these rows, which counts once.
     *
     * @throws ExportException if it makes another change to them
     */
    public boolean isRepeat(ModuleChange change, BaseTarget target) throws IOException {
        Optional<Layer> earlier = earlier(target);
        Repetition repetition = compare(change, target);
        if (repetition == Repetition.OTHER) {
            throw new ExportException(Message.of(
                    "export.bake.twoChanges", change.checkpoint().path(), earlier.orElseThrow().change().module().address(),
                    change.module().address(), target.module().name()));
        }
        return repetition == Repetition.SAME;
    }

    private Optional<Layer> earlier(BaseTarget target) {
        return byModule.getOrDefault(target.module().name(), List.of()).stream()
                .filter(layer -> !overlaps(layer.target(), target).isEmpty())
                .findFirst();
    }

    /** Compares a module with earlier ones, of which it becomes one if it is the first that changes these rows. */
    Repetition compare(ModuleChange change, BaseTarget target) throws IOException {
        Optional<Layer> earlier = earlier(target);
        if (earlier.isEmpty()) {
            byModule.computeIfAbsent(target.module().name(), name -> new ArrayList<>()).add(new Layer(change, target));
            return Repetition.NONE;
        }
        Layer layer = earlier.get();
        return isEqual(layer.change().read(), change.read(), overlaps(layer.target(), target)) ? Repetition.SAME : Repetition.OTHER;
    }

    private static List<Overlap> overlaps(BaseTarget one, BaseTarget other) {
        List<Overlap> overlaps = new ArrayList<>();
        for (RowsShare.Run left : one.runs()) {
            for (RowsShare.Run right : other.runs()) {
                int first = Math.max(left.to(), right.to());
                int last = Math.min(left.to() + left.size(), right.to() + right.size());
                if (first < last) {
                    overlaps.add(new Overlap(left.from() + first - left.to(), right.from() + first - right.to(), last - first));
                }
            }
        }
        return overlaps;
    }

    private static boolean isEqual(LayerChange one, LayerChange other, List<Overlap> overlaps) {
        double apart = 0;
        double whole = 0;
        for (Overlap rows : overlaps) {
            Matrix left = one.rows(rows.one(), rows.one() + rows.size());
            double distance = left.minus(other.rows(rows.other(), rows.other() + rows.size())).norm();
            double norm = left.norm();
            apart += distance * distance;
            whole += norm * norm;
        }
        return Math.sqrt(apart) <= ScaleFold.TOLERANCE * Math.sqrt(whole);
    }
}
