package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.cli.input.RuleFiles;
import dev.patchbay.cli.input.RulesOption;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.terminal.PrintedJson;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import dev.patchbay.matching.suggest.Place;
import dev.patchbay.matching.suggest.Suggestion;
import dev.patchbay.matching.suggest.Suggestions;
import dev.patchbay.matching.suggest.Unmatched;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code suggest}: which modules of a base the names of a file most likely mean, and rules for the certain ones. */
@Command(name = "suggest", mixinStandardHelpOptions = true)
final class SuggestCommand extends ReportingCommand {

    /** Lines of the text output; the JSON object has all suggestions. */
    private static final int MOST_SHOWN = 40;

    @Parameters(index = "0", descriptionKey = "path")
    private Path path = Path.of("");

    @Option(names = "--base", required = true)
    private String base = "";

    @Mixin
    private RulesOption rules = new RulesOption();

    @Option(names = "--out")
    private @Nullable Path out;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Override
    int execute() throws Exception {
        try (Sources sources = sources()) {
            BaseModel model = sources.base(base).orElseThrow();
            Analyzer file = sources.analyzer(WorkspaceState.EMPTY.with(sources.open(path)).with(model));
            Analysis mapped = sources.map(file, rules.read().orElse(RuleSet.EMPTY), rules);
            Suggestions suggestions = Suggestions.of(mapped.fit().orElseThrow(), file.search());
            RuleSet all = suggestions.rules();
            report(model, suggestions, all);
            if (out != null) {
                write(out, named(all, model));
                say(Message.of("cli.suggest.written", out, all.entries().size()).text());
            }
            return DONE;
        }
    }

    private void report(BaseModel model, Suggestions suggestions, RuleSet all) {
        long certain = suggestions.all().stream().filter(Suggestion::certain).count();
        put("base", model.name());
        put("suggestions", suggestions.all().stream().map(SuggestCommand::fields).toList());
        put("unmatched", suggestions.unmatched());
        put("unmatched_because", because(suggestions));
        put("rules", PrintedJson.rules(all));
        int modules = suggestions.all().size() + suggestions.unmatched().size();
        say(Message.of("cli.suggest.head", path, modules, model.name(), suggestions.all().size(), certain).text());
        suggestions.all().stream().limit(MOST_SHOWN).forEach(one -> say(line(one)));
        if (suggestions.all().size() > MOST_SHOWN) {
            say(Message.of("cli.suggest.more", suggestions.all().size() - MOST_SHOWN).text());
        }
        byReason(suggestions).forEach((reason, names) -> warn(reason.message(names.size(), names.getFirst()).text()));
        all.entries().forEach(entry -> say("    " + entry.rule().describe()));
    }

    private static Map<Unmatched, List<String>> byReason(Suggestions suggestions) {
        return suggestions.reasons().entrySet().stream().collect(Collectors.groupingBy(
                Map.Entry::getValue, () -> new EnumMap<>(Unmatched.class), Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }

    private static Map<String, String> because(Suggestions suggestions) {
        Map<String, String> reasons = new LinkedHashMap<>();
        suggestions.reasons().forEach((name, reason) -> reasons.put(name, reason.toString()));
        return reasons;
    }

    private static String line(Suggestion one) {
        String key = one.certain() ? "cli.suggest.certain" : "cli.suggest.likely";
        String targets = one.targets().stream().map(SuggestCommand::shown).collect(Collectors.joining(", "));
        return Message.of(key, one.source(), targets, shown(one.similarity()), shown(one.gap())).text();
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** {@code transformer.layers.0.attention.qkv}, with the rows behind it where only some are meant: {@code [64:128]}. */
    private static String shown(Place place) {
        return place.address() + place.rows().map(rows -> "[" + rows.from() + ":" + rows.to() + "]").orElse("");
    }

    private static List<String> addresses(Suggestion one) {
        return one.targets().stream().map(Place::address).toList();
    }

    /**
     * If rows are split among several modules, {@code target} is the first and {@code targets} has all. {@code rows} are there where only
     * some of the target's are meant.
     */
    private static Map<String, Object> fields(Suggestion one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", one.source());
        fields.put("tensors", one.tensors().stream().map(TensorInfo::name).toList());
        fields.put("target", addresses(one).getFirst());
        fields.put("targets", addresses(one));
        one.targets().getFirst().rows().ifPresent(rows -> fields.put("rows", List.of(rows.from(), rows.to())));
        fields.put("similarity", one.similarity());
        fields.put("gap", one.gap());
        fields.put("certain", one.certain());
        return fields;
    }

    private RuleSet named(RuleSet rules, BaseModel model) {
        String name = Message.of("cli.suggest.ruleName", path.toAbsolutePath().getFileName(), model.name()).text();
        return new RuleSet(name, "", "", model.family(), rules.entries());
    }

    /** The file is read back before it gets its name. */
    private void write(Path file, RuleSet rules) throws IOException {
        byte[] json = RuleSetCodec.write(rules).getBytes(StandardCharsets.UTF_8);
        WholeOutput.file(file, overwrite).write(json.length, draft -> draft.write("", json), RuleFiles::read);
    }
}
