package dev.patchbay.cli.command;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.catalog.UserModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.cli.report.FamilyFields;
import dev.patchbay.cli.report.FamilyLines;
import dev.patchbay.cli.report.OriginFields;
import dev.patchbay.cli.report.TensorRow;
import dev.patchbay.cli.terminal.HelpTexts;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.inspection.origin.Origins;
import dev.patchbay.inspection.origin.Origins.Origin;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.AddressText;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.TensorStatistics;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: the contents of a file, without a base model. */
@Command(name = "inspect", mixinStandardHelpOptions = true)
final class InspectCommand extends ReportingCommand {

    /** Characters of a name or value of the metadata in the text. */
    private static final int LONGEST_SHOWN = 1000;

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--tensors")
    private boolean listTensors;

    @Option(names = "--stats")
    private boolean statistics;

    @Option(names = "--csv")
    private boolean csv;

    @Override
    int execute() throws Exception {
        if (csv && isJson()) {
            throw misused(Message.of("cli.inspect.csvOrJson"));
        }
        try (Sources sources = sources()) {
            Checkpoint checkpoint = sources.open(path);
            if (csv) {
                table(checkpoint);
                return DONE;
            }
            Analyzer file = sources.analyzer(WorkspaceState.EMPTY.with(checkpoint));
            Adapter adapter = file.map(RuleSet.EMPTY).adapter();
            file(checkpoint);
            adapter(checkpoint, adapter);
            families(file, adapter);
            checkpoint.warnings().forEach(warning -> warn(warning.text()));
            if (listTensors || statistics) {
                tensors(checkpoint);
            }
        }
        return DONE;
    }

    private void file(Checkpoint checkpoint) throws IOException {
        long parameters = checkpoint.infos().stream().mapToLong(info -> info.shape().elements()).sum();
        long bytes = checkpoint.bytes();
        String format = HelpTexts.word(checkpoint.format());
        String layout = HelpTexts.word(checkpoint.layout());
        put("path", AddressText.shown(checkpoint.path()));
        put("format", format);
        put("layout", layout);
        put("tensors", checkpoint.tensors().size());
        put("parameters", parameters);
        put("bytes", bytes);
        put("tensor_bytes", checkpoint.tensors().values().stream().mapToLong(TensorRow::bytes).sum());
        put("metadata", checkpoint.metadata());
        Message kind = Message.of("cli.inspect.layout." + layout);
        say(Message.of("cli.inspect.file", checkpoint.path(), format, kind, checkpoint.tensors().size(), parameters, bytes).text());
        checkpoint.metadata().forEach((key, value) -> say("  " + shown(key) + " = " + shown(value)));
    }

    /** Metadata may be as long as a whole workflow; the JSON has all of it. */
    private static String shown(String text) {
        return PlainText.shortened(text, LONGEST_SHOWN);
    }

    private void adapter(Checkpoint checkpoint, Adapter adapter) {
        if (adapter.modules().isEmpty()) {
            putNothing("adapter");
            say(checkpoint.tensors().keySet().stream()
                    .filter(AdapterKey::isUnreadHalf)
                    .findFirst()
                    .map(half -> Message.of("cli.inspect.unreadHalf", half))
                    .orElseGet(() -> Message.of("cli.inspect.noAdapter"))
                    .text());
            return;
        }
        AdapterSummary summary = new AdapterSummary(adapter, Declarations.of(checkpoint));
        put("adapter", summary.fields());
        summary.lines().forEach(this::say);
    }

    private void families(Analyzer file, Adapter adapter) {
        List<BaseModel> own = services().models().all().models().stream().map(UserModel::model).toList();
        FamilyRanking ranking = FamilyFinder.rank(file.checkpoint(), adapter, own, file.search());
        put("family", ranking.models().stream().map(FamilyFields::of).toList());
        ranking.nearest().ifPresentOrElse(nearest -> put("nearest", FamilyFields.of(nearest)), () -> putNothing("nearest"));
        FamilyLines.of(ranking).forEach(this::say);
        List<Origin> origins = Origins.of(file.checkpoint(), adapter, ranking.families());
        put("origins", OriginFields.of(origins));
        OriginFields.lines(origins).forEach(this::say);
    }

    private void tensors(Checkpoint checkpoint) throws IOException {
        List<TensorRow> rows = rows(checkpoint);
        put("tensor_list", rows.stream().map(row -> row.fields(statistics)).toList());
        int width = checkpoint.infos().stream().mapToInt(info -> info.name().length()).max().orElse(0);
        rows.forEach(row -> say(row.line(width)));
    }

    /** Prints only the table on standard output, so that another program can read it. */
    private void table(Checkpoint checkpoint) throws IOException {
        say(TensorRow.csvHead(statistics));
        rows(checkpoint).forEach(row -> say(row.csv(statistics)));
        checkpoint.warnings().forEach(warning -> sayAside(warning.text()));
    }

    private List<TensorRow> rows(Checkpoint checkpoint) throws IOException {
        List<TensorRow> rows = new ArrayList<>(checkpoint.tensors().size());
        try (ProgressLine line = progress()) {
            for (StoredTensor tensor : checkpoint.tensors().values()) {
                boolean read = statistics && TensorRow.isReadable(tensor);
                if (read) {
                    line.report(rows.size(), checkpoint.tensors().size(), Message.of("cli.inspect.reading"));
                }
                Optional<TensorStatistics> figures = read ? Optional.of(TensorStatistics.of(tensor.data(), () -> false)) : Optional.empty();
                rows.add(new TensorRow(tensor, figures));
            }
        }
        return rows;
    }
}
