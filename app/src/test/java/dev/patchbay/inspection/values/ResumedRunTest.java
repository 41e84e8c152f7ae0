package dev.patchbay.inspection.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.values.ResumedRun.Continuation;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A later file of a training against an earlier one. */
class ResumedRunTest {

    private static final int SIZE = 24;

    @Test
    void productsThatAreZeroAgainAreAFreshStartAndTheEarlierFileIsTheOneToGoOnFrom() throws Exception {
        ResumedRun run = compare(trained(1, 4, 0), pair(new SyntheticCheckpoint(), 0, random(1, 4 * SIZE), new float[4 * SIZE], 4));

        assertThat(run.outcome()).isEqualTo(Continuation.FRESH_START);
        assertThat(run.goOnFrom()).contains(Path.of("1000.safetensors"));
        assertThat(run.findings()).extracting(Message::toString)
                .contains("1 of 1 modules add exactly nothing any more: they were set back to the start.");
        assertThat(run.findings().getFirst().toString()).contains("The file to go on from is 1000.safetensors.");
    }

    @Test
    void aTrainingFromAnotherStartHasNothingInCommonWithTheEarlierOne() throws Exception {
        ResumedRun run = compare(trained(1, 4, 0), trained(2, 4, 0));

        assertThat(run.outcome()).isEqualTo(Continuation.FRESH_START);
        assertThat(run.similarity()).isBetween(-0.1, 0.1);
    }

    @Test
    void aTrainingThatWentOnIsLikeTheEarlierOne() throws Exception {
        ResumedRun run = compare(trained(1, 4, 0), trained(1, 4, 0.2f));

        assertThat(run.outcome()).isEqualTo(Continuation.CONTINUES);
        assertThat(run.goOnFrom()).isEmpty();
        assertThat(run.similarity()).isGreaterThan(0.5);
    }

    @Test
    void anotherRankAnotherScaleAndLostModulesAreTold() throws Exception {
        SyntheticCheckpoint earlier = pair(
                pair(trained(1, 4, 0), 1, random(5, 4 * SIZE), random(6, 4 * SIZE), 4), 2, random(7, 4 * SIZE), random(8, 4 * SIZE), 4);
        SyntheticCheckpoint later =
                pair(pair(new SyntheticCheckpoint(), 0, random(1, 4 * SIZE), random(2, 4 * SIZE), 4), 1, random(5, 8 * SIZE),
                random(6, 8 * SIZE), 8)
                .values("transformer.blocks.0.to_q.alpha", DType.F32, new float[] {2});

        assertThat(compare(earlier, later).findings()).extracting(Message::toString).containsSequence(
                "Not there any more: modules of the earlier file, 1 in all.",
                "transformer.blocks.1.to_q had rank 4 and has rank 8; so it is in 1 modules.",
                "transformer.blocks.0.to_q had scale 1 and has scale 0.5; so it is in 1 modules.");
    }

    @Test
    void filesWithoutASharedModuleCannotBeCompared() throws Exception {
        SyntheticCheckpoint other = pair(new SyntheticCheckpoint(), 9, random(1, 4 * SIZE), random(2, 4 * SIZE), 4);

        assertThat(compare(trained(1, 4, 0), other).outcome()).isEqualTo(Continuation.UNRELATED);
    }

    /** Values of a start, moved by noise of this size. */
    private static SyntheticCheckpoint trained(long seed, int rank, float moved) {
        float[] down = random(seed, rank * SIZE);
        float[] up = random(seed + 1, rank * SIZE);
        float[] noise = random(seed + 99, rank * SIZE);
        for (int i = 0; i < up.length; i++) {
            down[i] += moved * noise[i];
            up[i] += moved * noise[up.length - 1 - i];
        }
        return pair(new SyntheticCheckpoint(), 0, down, up, rank);
    }

    private static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static SyntheticCheckpoint pair(SyntheticCheckpoint checkpoint, int block, float[] down, float[] up, int rank) {
        String module = "transformer.blocks." + block + ".to_q";
        return checkpoint
                .values(module + ".lora_A.weight", DType.F32, down, rank, SIZE)
                .values(module + ".lora_B.weight", DType.F32, up, SIZE, rank);
    }

    private static ResumedRun compare(SyntheticCheckpoint earlier, SyntheticCheckpoint later) throws IOException {
        Checkpoint before = named(earlier, "1000.safetensors");
        Checkpoint after = named(later, "2000.safetensors");
        return ResumedRun.compare(before, adapter(before), after, adapter(after), Progress.SILENT, Cancellation.NEVER);
    }

    private static Checkpoint named(SyntheticCheckpoint made, String file) {
        List<StoredTensor> tensors = List.copyOf(made.build().tensors().values());
        return new Checkpoint(
                Path.of(file), CheckpointFormat.SAFETENSORS, CheckpointLayout.SINGLE_FILE, tensors, Map.of(), Map.of(), List.of(),
                () -> {});
    }

    private static Adapter adapter(Checkpoint checkpoint) throws IOException {
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty());
    }
}
