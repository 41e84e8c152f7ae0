package dev.patchbay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CheckpointComparisonTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void equalBitsAreNoDifference() throws IOException {
        Checkpoint one = new SyntheticCheckpoint().tensor("a", 4, 4).tensor("b", DType.F16, 3).build();

        CheckpointDifference difference = compare(one, one);

        assertThat(difference.isNone()).isTrue();
        assertThat(difference.same()).isEqualTo(2);
    }

    @Test
    void namesShapesAndTypesAreToldApart() throws IOException {
        Checkpoint left = new SyntheticCheckpoint().tensor("gone", 2).tensor("shape", 2, 3).values("type", DType.F32, new float[] {1, 2}, 2)
                .build();
        Checkpoint right = new SyntheticCheckpoint().tensor("new", 2).tensor("shape", 3, 2).values("type", DType.F16, new float[] {1, 2}, 2)
                .build();

        CheckpointDifference difference = compare(left, right);

        assertThat(difference.removed()).containsExactly("gone");
        assertThat(difference.added()).containsExactly("new");
        assertThat(difference.changed()).extracting(TensorDifference::name).containsExactly("shape", "type");
        assertThat(difference.changed().get(0).isShape()).isTrue();
        assertThat(difference.changed().get(1)).matches(TensorDifference::isDType)
                .matches(one -> !one.isValues(), "the numbers are the same");
    }

    @Test
    void valuesHaveADistanceAndAnAngle() throws IOException {
        Checkpoint left = new SyntheticCheckpoint().values("w", DType.F32, new float[] {3, 4}, 2).build();
        Checkpoint right = new SyntheticCheckpoint().values("w", DType.F32, new float[] {4, -3}, 2).build();

        ValueDifference values = compare(left, right).changed().getFirst().values().orElseThrow();

        assertThat(values.distance()).isCloseTo(Math.sqrt(50), EXACT);
        assertThat(values.relative()).isCloseTo(Math.sqrt(2), EXACT);
        assertThat(values.cosine()).isCloseTo(0, EXACT);
    }

    @Test
    void whatIsNoNumberOnBothSidesIsEqualAndOnOneSideInfinitelyFar() throws IOException {
        Checkpoint left = new SyntheticCheckpoint().values("w", DType.F32, new float[] {Float.NaN, 1}, 2).build();
        Checkpoint other = new SyntheticCheckpoint().values("w", DType.F32, new float[] {Float.NaN, 2}, 2).build();
        Checkpoint finite = new SyntheticCheckpoint().values("w", DType.F32, new float[] {0, 1}, 2).build();

        assertThat(compare(left, other).changed().getFirst().values().orElseThrow().distance()).isEqualTo(1);
        assertThat(compare(left, finite).changed().getFirst().values().orElseThrow().distance()).isInfinite();
    }

    @Test
    void rulesBringTheLeftNamesToTheRightOnes() throws Exception {
        Checkpoint left = new SyntheticCheckpoint().values("old.w", DType.F32, new float[] {1}, 1).build();
        Checkpoint right = new SyntheticCheckpoint().values("new.w", DType.F32, new float[] {1}, 1).build();
        RuleSet rules = RuleSet.of(List.of(new RenameRule(KeyPattern.parse("old.{rest:**}"), NameTemplate.parse("new.{rest}"))));

        CheckpointDifference difference = new CheckpointComparison(
                        ComparedCheckpoint.of(left, rules.apply(left.infos())),
                        ComparedCheckpoint.of(right, RuleSet.EMPTY.apply(right.infos())))
                .run(Progress.SILENT, Cancellation.NEVER);

        assertThat(difference.isNone()).isTrue();
    }

    private static CheckpointDifference compare(Checkpoint left, Checkpoint right) throws IOException {
        return new CheckpointComparison(
                        ComparedCheckpoint.of(left, RuleSet.EMPTY.apply(left.infos())),
                        ComparedCheckpoint.of(right, RuleSet.EMPTY.apply(right.infos())))
                .run(Progress.SILENT, Cancellation.NEVER);
    }
}
