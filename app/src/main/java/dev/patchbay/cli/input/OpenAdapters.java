package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.PlayedAdapter;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The adapters of a run, mapped to the base. Their files stay open until the {@link Sources} are closed. */
public final class OpenAdapters {

    private final Sources sources;
    private final BaseModel base;
    private final List<AppliedAdapter> adapters = new ArrayList<>();
    private final List<Message> warnings = new ArrayList<>();

    public OpenAdapters(Sources sources, BaseModel base) {
        this.sources = sources;
        this.base = base;
    }

    /**
     * Opens and maps one more adapter.
     *
     * @throws IOException if it cannot be read, is a whole model, or none of its modules fits the base
     */
    public Checkpoint add(AdapterChoice choice) throws IOException {
        Checkpoint checkpoint = sources.open(choice.file());
        Analyzer file = sources.analyzer(WorkspaceState.EMPTY.with(checkpoint).with(base));
        Sources.refuseModel(file);
        Analysis analysis = sources.map(file, choice.rules());
        PlayedAdapter played = PlayedAdapter.of(analysis);
        if (played.shares().isEmpty()) {
            throw new CommandException(Message.of("cli.preview.nothingFits", checkpoint.path(), base.name()));
        }
        String name = CheckpointName.of(checkpoint.path());
        adapters.add(new AppliedAdapter(name, played.shares(), choice.strength(), choice.expert()));
        played.warnings().forEach(warning -> warnings.add(Message.of("cli.preview.notPlayed", name, warning)));
        return checkpoint;
    }

    /** What of the adapters is not played, and why. */
    public List<Message> warnings() {
        return List.copyOf(warnings);
    }

    public List<AppliedAdapter> atOwnStrength() {
        return List.copyOf(adapters);
    }

    public List<AppliedAdapter> at(double strength) {
        return adapters.stream().map(adapter -> adapter.at(strength)).toList();
    }
}
