package dev.patchbay.ui.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An export over a real workspace with the 240 tensors of a SAT training state. */
final class ExportBench {

    static final Path SAT = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora");

    final Workspace workspace;
    final ExportViewModel viewModel;
    final List<Path> shownInFolder = new ArrayList<>();
    final List<Path> previewed = new ArrayList<>();
    final List<Path> opened = new ArrayList<>();
    final List<Long> resized = new ArrayList<>();

    ExportBench(TaskExecutor executor, Path home) {
        this.workspace = new Workspace(executor);
        BaseValues values = new BaseValues(TestOpener.OPENER);
        this.viewModel = new ExportViewModel(workspace, executor, values, home,
                new ExportActions(shownInFolder::add, previewed::add, opened::add, resized::add));
    }

    void open() throws IOException {
        Checkpoint checkpoint = TestOpener.OPENER.open(SAT);
        workspace.change(Message.of("workspace.start"), state -> state.with(checkpoint));
    }

    void openForCogVideoX(SyntheticCheckpoint adapter) {
        Checkpoint checkpoint = adapter.build();
        BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();
        workspace.change(Message.of("workspace.start"), state -> state.with(base).with(checkpoint));
    }

    /** One layer of the denoiser and one of the CLIP text encoder, for Stable Diffusion 1.5. */
    void openWithTextEncoder() {
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        for (String module : List.of("unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q",
                "text_encoder.encoder.layers.0.self_attn.q_proj")) {
            int width = module.startsWith("unet") ? 320 : 768;
            adapter.tensor(module + ".lora_A.weight", 4, width).tensor(module + ".lora_B.weight", width, 4);
        }
        Checkpoint checkpoint = adapter.build();
        BaseModel base = ModelCatalog.find("stable-diffusion-1.5").orElseThrow();
        workspace.change(Message.of("workspace.start"), state -> state.with(base).with(checkpoint).with(RuleSet.EMPTY));
    }

    void repair() {
        RuleSet rules = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
        workspace.change(Message.of("workspace.start"), state -> state.with(rules));
    }
}
