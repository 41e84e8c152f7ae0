package dev.patchbay.export.bake;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the base's weights that one adapter changes under two names, such as {@code qkv} beside {@code to_q}. */
final class RepeatedLayers {

    private final Map<String, List<Layer>> byModule = new HashMap<>();

    private record Layer(ModuleChange change, BaseTarget target) {}

    /** Some rows that two modules change. */
    private record Overlap(int one, int other, int size) {}

    /**
     * True if an earlier module of the adapter makes the same change to these rows, which counts once.
     *
     * @throws ExportException if it makes another change to them
     */
    boolean isRepeat(ModuleChange change, BaseTarget target) throws IOException {
        List<Layer> earlier = byModule.computeIfAbsent(target.module().name(), name -> new ArrayList<>());
        for (Layer layer : earlier) {
            List<Overlap> overlaps = overlaps(layer.target(), target);
            if (!overlaps.isEmpty()) {
                if (!isEqual(layer.change().read(), change.read(), overlaps)) {
                    throw new ExportException(Message.of(
                            "export.bake.twoChanges", change.checkpoint().path(), layer.change().module().address(),
                            change.module().address(), target.module().name()));
                }
                return true;
            }
        }
        earlier.add(new Layer(change, target));
        return false;
    }

    private static List<Overlap> overlaps(BaseTarget one, BaseTarget other) {
        List<Overlap> overlaps = new ArrayList<>();
        for (BaseTarget.Run left : one.runs()) {
            for (BaseTarget.Run right : other.runs()) {
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
