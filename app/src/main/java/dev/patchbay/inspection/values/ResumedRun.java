package dev.patchbay.inspection.values;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.check.NameSuggestions;
import dev.patchbay.inspection.check.ScaleCheck;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.LowRankTensors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a later file of a training with an earlier one: whether the training was resumed or started again.
 *
 * @param outcome in one word
 * @param goOnFrom the file to resume from, if the later one is a fresh start
 * @param similarity cosine between the ΔW of both files over all shared modules: 1 for the same direction, near 0 for unrelated trainings;
 *     NaN if one is zero
 * @param findings differences as sentences, the most important first
 */
public record ResumedRun(Continuation outcome, Optional<Path> goOnFrom, double similarity, List<Message> findings) {

    /** Rule of thumb: trainings from different starts are below this similarity, a resumed one is above it even after many steps. */
    private static final double RELATED = 0.1;

    /** How the later file relates to the earlier one. */
    public enum Continuation {
        /** The training was resumed from it. */
        CONTINUES,
        /** The training started from zero again. */
        FRESH_START,
        /** Cannot be told: no module is in both, or ΔW of the earlier file is zero too. */
        UNRELATED
    }

    public ResumedRun {
        findings = List.copyOf(findings);
    }

    /**
     * Compares module by module by mapped name; each tensor is read once, and one pair of modules is in memory at a time.
     *
     * @param progress counts the modules of the later file
     * @throws IOException if values cannot be read
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static ResumedRun compare(
            Checkpoint earlier, Adapter before, Checkpoint later, Adapter after, Progress progress, Cancellation cancellation)
            throws IOException {
        Comparison comparison = new Comparison(earlier, later);
        Map<String, AdapterModule> old = new HashMap<>();
        before.modules().forEach(module -> old.put(module.address(), module));
        int done = 0;
        for (AdapterModule module : after.modules()) {
            cancellation.check();
            progress.report(done++, after.modules().size(), Message.of("inspection.values.reading", module.address()));
            AdapterModule then = old.remove(module.address());
            if (then != null) {
                comparison.add(then, module);
            }
        }
        return comparison.result(old.size());
    }

    /** Sums over the modules that both have. */
    private static final class Comparison {

        private final Checkpoint earlier;
        private final Checkpoint later;
        private int shared;
        private int zero;
        private int rank;
        private int alpha;
        private double inner;
        private double before;
        private double after;
        private Optional<Message> firstRank = Optional.empty();
        private Optional<Message> firstAlpha = Optional.empty();

        Comparison(Checkpoint earlier, Checkpoint later) {
            this.earlier = earlier;
            this.later = later;
        }

        void add(AdapterModule then, AdapterModule now) throws IOException {
            shared++;
            if (then.rank() != now.rank()) {
                rank++;
                firstRank = firstRank.or(() -> Optional.of(Message.of("inspection.resumed.rank", now.address(), then.rank(), now.rank())));
            } else if (then.scale() != now.scale()) {
                alpha++;
                String old = ScaleCheck.number(then.scale());
                firstAlpha = firstAlpha.or(() -> Optional.of(
                        Message.of("inspection.resumed.scale", now.address(), old, ScaleCheck.number(now.scale()))));
            }
            if (then.isPair() && now.isPair()) {
                add(read(earlier, then), read(later, now));
            }
        }

        private void add(Optional<LowRankFactors> then, Optional<LowRankFactors> now) {
            if (then.isEmpty() || now.isEmpty() || !then.get().isFinite() || !now.get().isFinite()) {
                return;
            }
            double norm = now.get().norm();
            zero += norm == 0 && then.get().norm() > 0 ? 1 : 0;
            before += then.get().norm() * then.get().norm();
            after += norm * norm;
            if (then.get().outputs() == now.get().outputs() && then.get().inputs() == now.get().inputs()) {
                inner += then.get().inner(now.get());
            }
        }

        private static Optional<LowRankFactors> read(Checkpoint checkpoint, AdapterModule module) throws IOException {
            try {
                return Optional.of(new LowRankTensors(
                                module.address(),
                                data(checkpoint, module.up().orElseThrow()),
                                data(checkpoint, module.down().orElseThrow()),
                                module.scale())
                        .read());
            } catch (LowRankException e) {
                return Optional.empty();
            }
        }

        private static TensorData data(Checkpoint checkpoint, MappedTensor tensor) {
            return new RecipeData(checkpoint, tensor.recipe().unscaled(), tensor.info());
        }

        ResumedRun result(int lost) {
            double similarity = inner / Math.sqrt(before * after);
            boolean reset = before > 0 && (after == 0 || similarity < RELATED);
            Continuation restarted = reset ? Continuation.FRESH_START : Continuation.CONTINUES;
            Continuation outcome = shared == 0 || before == 0 ? Continuation.UNRELATED : restarted;
            return new ResumedRun(
                    outcome,
                    outcome == Continuation.FRESH_START ? Optional.of(earlier.path()) : Optional.empty(),
                    similarity,
                    findings(outcome, lost, similarity));
        }

        private List<Message> findings(Continuation outcome, int lost, double similarity) {
            List<Message> findings = new ArrayList<>();
            String shown = Double.isNaN(similarity) ? "–" : NameSuggestions.LikelyModule.shown(similarity);
            findings.add(Message.of("inspection.resumed." + outcome, later.path().getFileName(), earlier.path().getFileName(), shown));
            if (zero > 0) {
                findings.add(Message.of("inspection.resumed.zero", zero, shared));
            }
            if (lost > 0) {
                findings.add(Message.of("inspection.resumed.lost", lost));
            }
            if (rank > 0) {
                firstRank.map(first -> Message.of("inspection.resumed.modules", first, rank)).ifPresent(findings::add);
            }
            if (alpha > 0) {
                firstAlpha.map(first -> Message.of("inspection.resumed.modules", first, alpha)).ifPresent(findings::add);
            }
            return findings;
        }
    }
}
