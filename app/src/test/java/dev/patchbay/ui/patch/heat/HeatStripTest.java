package dev.patchbay.ui.patch.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.tensor.name.BlockName;
import dev.patchbay.ui.patch.DemoPatch;
import dev.patchbay.ui.patch.MixedAdapter;
import dev.patchbay.ui.patch.tree.FitState;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An adapter laid out as blocks × target modules. */
class HeatStripTest {

    @TempDir
    private static Path cache;

    private final Workspace workspace = new Workspace(QueuedExecutor.immediate());
    private final HeatStripModel model = new HeatStripModel(QueuedExecutor.immediate());

    private HeatStrip open(Checkpoint adapter, String base) {
        workspace.listen(() -> model.show(workspace.analysis()));
        workspace.change(
                Message.of("ui.step.demo"), state -> state.with(adapter).with(ModelCatalog.find(base).orElseThrow()));
        return model.stripProperty().get();
    }

    private HeatCell cell(String block, String target) {
        return model.stripProperty().get().cell(place(block, target)).orElseThrow();
    }

    private HeatStrip.Position place(String block, String target) {
        List<String> blocks = model.stripProperty().get().blocks().stream().map(HeatStrip.Block::name).toList();
        return new HeatStrip.Position(blocks.indexOf(block), model.stripProperty().get().targets().indexOf(target));
    }

    @ParameterizedTest
    @CsvSource({
        "transformer_blocks.3.attn1.to_q, transformer_blocks, transformer_blocks.3, 3, attn1.to_q",
        "transformer_blocks.3.attn1.to_out.0, transformer_blocks, transformer_blocks.3, 3, attn1.to_out.0",
        "transformer_blocks.3.ff.net.0.proj, transformer_blocks, transformer_blocks.3, 3, ff.net.0.proj",
        "layers.3.attention.query_key_value.1, layers, layers.3, 3, attention.query_key_value.1",
        "down_blocks.1.attentions.0.transformer_blocks.4.attn2.to_k, down_blocks.1,"
                + " down_blocks.1.attentions.0.transformer_blocks.4, 0.4, attn2.to_k",
        "mid_block.attentions.0.proj_in, mid_block.attentions, mid_block.attentions.0, 0, proj_in",
        "down_blocks.0.downsamplers.0.conv, down_blocks, down_blocks.0, 0, downsamplers.0.conv",
        "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_ff_net_0_proj, lora_unet_down_blocks_1,"
                + " lora_unet_down_blocks_1_attentions_0_transformer_blocks_0, 0.0, ff_net_0_proj",
        "proj_out, '', '', '', proj_out",
    })
    void aNameIsTakenApartIntoBlockAndTarget(String module, String group, String block, String label, String target) {
        assertThat(BlockName.of(module)).isEqualTo(new BlockName(group, block, label, target));
    }

    @Test
    void blocksAndTargetsStandInTheOrderOfTheBase() {
        HeatStrip strip = open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        assertThat(strip.targets()).containsExactly("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0");
        assertThat(strip.blocks()).extracting(HeatStrip.Block::label).startsWith("0", "1", "2").endsWith("28", "29", "99");
    }

    @Test
    void everyCellSaysHowItsModuleFares() {
        open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        assertThat(model.stripProperty().get().counts()).isEqualTo(Map.of(
                FitState.NOT_FINITE, 1,
                FitState.UNMATCHED, 1,
                FitState.MISMATCHED, 1,
                FitState.ZERO, 4,
                FitState.FITS, 106,
                FitState.FREE, 8));
        assertThat(cell("transformer_blocks.3", "attn1.to_k").state()).isEqualTo(FitState.ZERO);
        assertThat(cell("transformer_blocks.7", "attn1.to_k").state()).isEqualTo(FitState.NOT_FINITE);
        assertThat(cell("transformer_blocks.12", "attn1.to_v").state()).as("the base has it, the adapter leaves it out")
                .isEqualTo(FitState.FREE);
        assertThat(cell("transformer_blocks.20", "attn1.to_v").state()).isEqualTo(FitState.MISMATCHED);
        assertThat(cell("transformer_blocks.99", "attn1.to_q").state()).isEqualTo(FitState.UNMATCHED);
    }

    @Test
    void rankAndNormAreMeasuredAgainstTheGreatest() {
        HeatStrip strip = open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        HeatCell narrow = cell("transformer_blocks.24", "attn1.to_q");
        assertThat(strip.share(narrow, HeatMeasure.RANK)).contains(0.5);
        assertThat(strip.share(cell("transformer_blocks.3", "attn1.to_q"), HeatMeasure.NORM)).contains(0.0);
        assertThat(strip.share(cell("transformer_blocks.7", "attn1.to_k"), HeatMeasure.NORM)).as("NaN has no norm").isEmpty();
        assertThat(strip.share(cell("transformer_blocks.12", "attn1.to_q"), HeatMeasure.RANK)).isEmpty();
        HeatCell weak = cell("transformer_blocks.0", "attn1.to_q");
        HeatCell strong = cell("transformer_blocks.23", "attn1.to_q");
        assertThat(strip.share(weak, HeatMeasure.NORM).orElseThrow()).isLessThan(strip.share(strong, HeatMeasure.NORM).orElseThrow());
    }

    @Test
    void aUnetHasBlocksInsideBlocks() {
        HeatStrip strip = open(MixedAdapter.sdxl(), "stable-diffusion-xl");
        assertThat(strip.blocks()).hasSize(70);
        assertThat(strip.blocks()).extracting(HeatStrip.Block::group)
                .containsSubsequence("down_blocks.1", "down_blocks.2")
                .contains("mid_block.attentions.0", "up_blocks.0", "up_blocks.1");
        assertThat(strip.targets()).contains("attn1.to_q", "attn2.to_k").hasSize(7);
        assertThat(model.stripProperty().get().counts()).containsOnlyKeys(FitState.FITS).containsEntry(FitState.FITS, 490);
    }

    @Test
    void withoutAMatchTheFileIsLaidOutByItsOwnNames() throws Exception {
        DemoPatch demo = new DemoPatch(cache);
        HeatStrip strip = demo.model.heat().stripProperty().get();
        assertThat(strip.targets()).contains("attention.query_key_value.0", "attention.dense.0");
        assertThat(demo.model.heat().stripProperty().get().counts()).containsOnlyKeys(FitState.UNMATCHED);
        demo.model.problems().fixAllCertain();
        assertThat(demo.model.heat().stripProperty().get().targets()).contains("attn1.to_q", "attn1.to_out.0");
        assertThat(demo.model.heat().stripProperty().get().counts()).containsOnlyKeys(FitState.FITS);
    }

    @Test
    void withoutABaseItShowsRanks() {
        workspace.listen(() -> model.show(workspace.analysis()));
        workspace.change(Message.of("ui.step.demo"), state -> state.with(MixedAdapter.cogVideoX()));
        assertThat(model.stripProperty().get().counts()).containsOnlyKeys(FitState.UNCHECKED);
        assertThat(cell("transformer_blocks.24", "attn1.to_q").rank()).isEqualTo(4);
    }

    @Test
    void theCursorStaysInsideAndSaysWhereItIs() {
        open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        model.move(-5, -5);
        assertThat(model.cursorProperty().get()).isEqualTo(new HeatStrip.Position(0, 0));
        model.move(3, 1);
        assertThat(model.chosen()).map(HeatCell::module).contains("transformer_blocks.3.attn1.to_k");
        assertThat(model.describe(model.cursorProperty().get()))
                .isEqualTo("transformer_blocks.3  ·  attn1.to_k  ·  adds nothing  ·  r 8  ·  ‖ΔW‖ 0");
        model.move(100, 100);
        assertThat(model.describe(model.cursorProperty().get())).isEqualTo("transformer_blocks.99  ·  attn1.to_out.0  ·  no such module");
    }

    @Test
    void whatAPersonExpectsShowsAtOnce() {
        open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        workspace.change(Message.of("ui.step.expectRank", 8), state -> state.with(Expectation.rank(8)));
        assertThat(cell("transformer_blocks.25", "attn1.to_q").state()).isEqualTo(FitState.MISMATCHED);
        assertThat(cell("transformer_blocks.25", "attn1.to_q").norm()).as("values are not read again").isPresent();
    }

    @Test
    void cellsAreAsLargeAsFitsAndSmallOnesScroll() {
        HeatStrip strip = open(MixedAdapter.sdxl(), "stable-diffusion-xl");
        HeatLayout wide = HeatLayout.of(strip, 100, 1300, 200);
        assertThat(wide.columnsInView()).isGreaterThanOrEqualTo(70);
        HeatLayout narrow = HeatLayout.of(strip, 100, 500, 200);
        assertThat(narrow.columnsInView()).isLessThan(70);
        assertThat(narrow.cellWidth()).isGreaterThanOrEqualTo(10);
        HeatStrip.Position place = new HeatStrip.Position(12, 3);
        Optional<HeatStrip.Position> hit = narrow.at(narrow.x(12, 10) + 1, narrow.y(3, 0) + 1, 10, 0, strip);
        assertThat(hit).contains(place);
        assertThat(narrow.at(50, 50, 0, 0, strip)).as("the names are no cells").isEmpty();
    }

    @Test
    void aNewerAnalysisStopsTheLayoutOfAnOlderOne() {
        open(MixedAdapter.cogVideoX(), "cogvideox-2b");
        Analysis analysis = workspace.analysis().orElseThrow();
        Cancellation cancelled = () -> true;
        assertThatThrownBy(() -> HeatStripBuilder.of(analysis, cancelled)).isInstanceOf(CancellationException.class);
    }
}
