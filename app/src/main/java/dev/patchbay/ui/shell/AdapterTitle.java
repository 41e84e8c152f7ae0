package dev.patchbay.ui.shell;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.message.AddressText;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.workspace.Analysis;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/**
 * What the toolbar says about the open adapter.
 *
 * @param name of its file or folder
 * @param path its full path
 * @param kind naming convention and rank, "SAT LoRA, rank 8"; empty until the first analysis
 */
public record AdapterTitle(String name, String path, Optional<Message> kind) {

    static AdapterTitle of(Checkpoint checkpoint, Optional<Analysis> analysis) {
        String name = PlainText.inLine(CheckpointName.of(checkpoint.path()));
        String path = PlainText.inLine(AddressText.shown(checkpoint.path()));
        return new AdapterTitle(name, path, analysis.map(newest -> kind(newest.adapter())));
    }

    private static Message kind(Adapter adapter) {
        if (adapter.modules().isEmpty()) {
            return Message.of("ui.kind.none");
        }
        String namespace = adapter.convention().map(convention -> convention.namespace()).orElse("");
        Object naming = switch (namespace) {
            case "sat" -> Message.of("ui.kind.sat");
            case "diffusers" -> Message.of("ui.kind.diffusers");
            case "flattened" -> Message.of("ui.kind.flattened");
            default -> Message.of("ui.kind.lora");
        };
        LongSummaryStatistics ranks = adapter.modules().stream().mapToLong(AdapterModule::rank).summaryStatistics();
        return ranks.getMin() == ranks.getMax()
                ? Message.of("ui.kind.rank", naming, ranks.getMin())
                : Message.of("ui.kind.ranks", naming, ranks.getMin(), ranks.getMax());
    }
}
