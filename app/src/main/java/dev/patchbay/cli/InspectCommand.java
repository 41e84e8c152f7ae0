package dev.patchbay.cli;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.FamilyEvidence;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.FamilyFinder;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what is in a file, without a base model. */
@Command(name = "inspect", mixinStandardHelpOptions = true)
final class InspectCommand extends ReportingCommand {

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--tensors")
    private boolean listTensors;

    @Override
    int execute() throws Exception {
        try (Checkpoint checkpoint = services().opener().open(path)) {
            Analysis analysis = Analyzer.analyze(WorkspaceState.EMPTY.with(checkpoint));
            file(checkpoint);
            adapter(analysis.adapter());
            families(checkpoint, analysis.adapter());
            checkpoint.warnings().forEach(warning -> warn(warning.text()));
            if (listTensors) {
                tensors(checkpoint);
            }
        }
        return DONE;
    }

    private void file(Checkpoint checkpoint) {
        long parameters = checkpoint.infos().stream().mapToLong(info -> info.shape().elements()).sum();
        long bytes = checkpoint.infos().stream().mapToLong(TensorInfo::bytes).sum();
        String format = lower(checkpoint.format());
        String layout = lower(checkpoint.layout());
        put("path", checkpoint.path().toString());
        put("format", format);
        put("layout", layout);
        put("tensors", checkpoint.tensors().size());
        put("parameters", parameters);
        put("bytes", bytes);
        put("metadata", checkpoint.metadata());
        say(Message.of("cli.inspect.file", checkpoint.path(), format, layout, checkpoint.tensors().size(), parameters, bytes).text());
        checkpoint.metadata().forEach((key, value) -> say("  " + key + " = " + value));
    }

    private void adapter(Adapter adapter) {
        if (adapter.modules().isEmpty()) {
            putNothing("adapter");
            say(Message.of("cli.inspect.noAdapter").text());
            return;
        }
        AdapterSummary summary = new AdapterSummary(adapter);
        put("adapter", summary.fields());
        String suffix = adapter.convention().map(convention -> convention.suffix()).orElse("-");
        say(Message.of("cli.inspect.adapter", adapter.modules().size(), suffix, summary.ranks(), summary.scales()).text());
        if (!adapter.leftovers().isEmpty()) {
            say(Message.of("cli.inspect.leftovers", adapter.leftovers().size()).text());
        }
    }

    private void families(Checkpoint checkpoint, Adapter adapter) {
        List<FamilyEvidence> families = FamilyFinder.rank(checkpoint, adapter);
        put("family", families.stream().map(FamilyFields::of).toList());
        for (FamilyEvidence family : families) {
            say(Message.of("cli.inspect.family", family.name(), String.join("; ", family.evidence().stream().map(Message::text).toList())).text());
        }
    }

    private void tensors(Checkpoint checkpoint) {
        put("tensor_list", checkpoint.infos().stream().map(InspectCommand::fields).toList());
        int width = checkpoint.infos().stream().mapToInt(info -> info.name().length()).max().orElse(0);
        for (TensorInfo info : checkpoint.infos()) {
            say(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  %-5s %s", info.name(), info.dtype(), info.shape()));
        }
    }

    private static Map<String, Object> fields(TensorInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", info.name());
        fields.put("dtype", info.dtype().name());
        fields.put("shape", Arrays.stream(info.shape().toArray()).boxed().toList());
        fields.put("bytes", info.bytes());
        return fields;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
