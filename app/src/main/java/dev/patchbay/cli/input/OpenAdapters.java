package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.LowRankDelta;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.AdapterDeltas;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The adapters of a run, mapped to the base and kept open while their values are needed. */
public final class OpenAdapters implements Closeable {

    private final CliServices services;
    private final BaseModel base;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<AppliedAdapter> adapters = new ArrayList<>();

    public OpenAdapters(CliServices services, BaseModel base) {
        this.services = services;
        this.base = base;
    }

    /** Opens one more, which stays open as long as this; an {@link IOException} if nothing of it fits the base. */
    public Checkpoint add(AdapterChoice choice) throws Exception {
        Path path = services.places().resolve(choice.file());
        Checkpoint checkpoint = services.opener().open(path);
        checkpoints.add(checkpoint);
        // Own rule files that cannot be read are told by check and convert; a clip is made all the same.
        RuleSet rules = choice.rules() == null
                ? RuleFiles.choose(services, checkpoint, Optional.of(base), problem -> {})
                : RuleFiles.read(choice.rules());
        Analysis analysis = Analyzer.analyze(new WorkspaceState(
                Optional.of(checkpoint), Optional.of(base), rules, Expectation.NONE, OptionalDouble.empty()));
        RuleFiles.refuse(analysis.mapping(), choice.rules());
        List<LowRankDelta> deltas = AdapterDeltas.of(analysis);
        if (deltas.isEmpty()) {
            throw new IOException(Message.of("cli.preview.nothingFits", path, base.name()).text());
        }
        adapters.add(new AppliedAdapter(CheckpointName.of(path), deltas, choice.strength()));
        return checkpoint;
    }

    public List<AppliedAdapter> atOwnStrength() {
        return List.copyOf(adapters);
    }

    public List<AppliedAdapter> at(double strength) {
        return adapters.stream().map(adapter -> new AppliedAdapter(adapter.name(), adapter.deltas(), strength)).toList();
    }

    @Override
    public void close() throws IOException {
        for (Checkpoint checkpoint : checkpoints) {
            checkpoint.close();
        }
    }
}
