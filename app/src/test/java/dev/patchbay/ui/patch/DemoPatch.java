package dev.patchbay.ui.patch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.TensorState;
import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.patch.connect.InferenceFactory;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The Patch place without a window, the demo's broken LoRA open beside its model; everything is done when a call returns. */
public final class DemoPatch {

    public static final String QUERY_DOWN = "model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0";
    public static final String TO_Q = "transformer.transformer_blocks.0.attn1.to_q";

    public final Workspace workspace = new Workspace(QueuedExecutor.immediate());
    public final PatchViewModel model;
    public final List<Path> opened = new ArrayList<>();

    public DemoPatch(Path cache) throws IOException {
        this(cache, (mapping, base) -> new RuleInference(mapping, base)::infer);
    }

    public DemoPatch(Path cache, InferenceFactory inferences) throws IOException {
        model = new PatchViewModel(workspace, QueuedExecutor.immediate(), inferences, opened::add);
        DemoFiles files = new Demo(cache).unpack();
        BaseModel base = new BaseModels(TestOpener.OPENER).open(files.pipeline());
        Checkpoint adapter = TestOpener.OPENER.open(files.brokenAdapter());
        workspace.change(Message.of("ui.step.demo"), state -> state.with(base).with(adapter));
    }

    public NameNode adapterRow(String path) {
        return model.adapter().rowsProperty().get().tree().find(path).orElseThrow();
    }

    public NameNode baseRow(String path) {
        return model.base().rowsProperty().get().tree().find(path).orElseThrow();
    }

    public int count(TensorState state) {
        return Collections.frequency(report().tensorStates().values(), state);
    }

    public InspectionReport report() {
        return workspace.analysis().flatMap(Analysis::report).orElseThrow();
    }
}
