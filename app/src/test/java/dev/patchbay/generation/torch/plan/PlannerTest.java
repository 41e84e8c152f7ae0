package dev.patchbay.generation.torch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener.Stage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static StageCost cost(Stage stage, int blocks, long block, long working, int passes) {
        return new StageCost(stage, Collections.nCopies(blocks, block), 0, working, 600, passes);
    }

    private static List<PlannedStage> plan(long available, boolean main, StageCost... costs) {
        return new Planner(new Machine(available, main, 100)).plan(List.of(costs));
    }

    @Test
    void whatFitsTogetherStaysLoaded() {
        List<PlannedStage> stages =
                plan(180, false, cost(Stage.READING_PROMPT, 10, 10, 5, 2), cost(Stage.DENOISING, 4, 10, 30, 100));
        assertThat(stages).containsExactly(
                new PlannedStage(Stage.READING_PROMPT, 100, 100, true, 5, 10), new PlannedStage(Stage.DENOISING, 40, 40, true, 30, 10));
    }

    @Test
    void whatFitsOnlyAloneLeavesAfterItsStage() {
        List<PlannedStage> stages =
                plan(110, false, cost(Stage.READING_PROMPT, 10, 10, 5, 2), cost(Stage.DENOISING, 4, 10, 30, 100));
        assertThat(stages).noneMatch(PlannedStage::stays).noneMatch(PlannedStage::streams);
    }

    @Test
    void weightsThatDoNotFitComeBlockByBlock() {
        PlannedStage stage = plan(110, false, cost(Stage.DENOISING, 20, 10, 45, 100)).getFirst();
        assertThat(stage).isEqualTo(new PlannedStage(Stage.DENOISING, 200, 40, false, 65, 10));
        assertThat(stage.streams()).isTrue();
        assertThat(stage.bytes()).isLessThanOrEqualTo(110);
    }

    @Test
    void twoBlocksAreOnTheirWayOnEveryDevice() {
        assertThat(plan(1000, true, cost(Stage.READING_PROMPT, 20, 10, 7, 2)).getFirst().working()).isEqualTo(27);
        assertThat(plan(100, false, cost(Stage.DENOISING, 20, 10, 7, 100)).getFirst().working()).isEqualTo(27);
        assertThat(plan(9, false, cost(Stage.DENOISING, 1, 10, 7, 100)).getFirst().working()).as("there is one only").isEqualTo(17);
    }

    @Test
    void aBlockThatIsUsedAllTheWhileIsThereBesideTheTwo() {
        StageCost cost = new StageCost(Stage.DENOISING, Collections.nCopies(20, 10L), 10, 7, 600, 2);
        assertThat(plan(30, false, cost).getFirst().working()).isEqualTo(37);
        assertThat(plan(60, false, cost).getFirst()).as("the first block is kept").isEqualTo(
                new PlannedStage(Stage.DENOISING, 200, 30, false, 27, 10));
    }

    @Test
    void inMainMemoryALargeTextEncoderIsConvertedBlockByBlock() {
        assertThat(plan(1000, true, cost(Stage.READING_PROMPT, 20, 10, 0, 2)).getFirst().kept()).isZero();
        assertThat(plan(1000, true, cost(Stage.DENOISING, 20, 10, 0, 100)).getFirst().kept()).isEqualTo(200);
        assertThat(plan(1000, true, cost(Stage.READING_PROMPT, 20, 0, 0, 2)).getFirst().streams()).as("used in the file").isFalse();
    }

    @Test
    void theFrugalWayIsTakenOnlyWhenTheOtherHasNoRoom() {
        StageCost preferred = cost(Stage.DENOISING, 20, 10, 80, 100);
        StageCost frugal = cost(Stage.DENOISING, 20, 10, 40, 100);
        assertThat(new Planner(new Machine(100, false, 1)).choose(preferred, frugal)).isEqualTo(preferred);
        assertThat(new Planner(new Machine(99, false, 1)).choose(preferred, frugal)).isEqualTo(frugal);
    }
}
