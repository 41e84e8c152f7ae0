package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointParts;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.RuleChoice;
import dev.patchbay.workspace.WorkspaceState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads: opens files, finds the base, chooses rules and maps names, the same way for every command. The rules are those of
 * {@code --rules}, else the best of the user's own (files of the rules folder) and the built-in ones. Closing it closes all files.
 */
public final class Sources implements Closeable {

    private final CliServices services;
    private final Consumer<String> warn;
    private final CheckpointParts open = new CheckpointParts();
    private @Nullable KnownRules known;

    /** @param warn called once for own rule files that cannot be read */
    public Sources(CliServices services, Consumer<String> warn) {
        this.services = services;
        this.warn = warn;
    }

    /** @param file a path, or {@code hf:org/name} */
    public Checkpoint open(String file) throws IOException {
        return open(services.places().resolve(file));
    }

    public Checkpoint open(Path file) throws IOException {
        return open.add(services.opener().open(file));
    }

    /** @param nameOrPath null where {@code --base} is not given */
    public Optional<BaseModel> base(@Nullable String nameOrPath) throws IOException {
        return nameOrPath == null ? Optional.empty() : Optional.of(services.bases().resolve(nameOrPath));
    }

    /**
     * The values of a base that is a file or folder; empty for one of the catalogue, of which only names and shapes are known.
     *
     * @param nameOrPath that the model was opened by
     */
    public Optional<Checkpoint> weights(@Nullable String nameOrPath, Optional<BaseModel> model) throws IOException {
        return nameOrPath == null || model.flatMap(BaseModel::folder).isEmpty() ? Optional.empty() : Optional.of(open(nameOrPath));
    }

    /** The values of bases that are files or folders, opened for as long as they are used. */
    public BaseValues values() {
        return new BaseValues(services.opener());
    }

    /** As {@link #base}, under diffusers' names where the base has its authors'. */
    public Optional<BaseModel> canonicalBase(@Nullable String nameOrPath) throws IOException {
        return base(nameOrPath).map(model -> CanonicalBase.of(model).orElse(model));
    }

    /** The user's own rules and the built-in ones. */
    public KnownRules known() {
        KnownRules rules = known;
        if (rules == null) {
            RuleFolder own = services.rules().get();
            own.problems().forEach(problem -> warn.accept(problem.text()));
            rules = new KnownRules(own.sets());
            known = rules;
        }
        return rules;
    }

    /** The analyzer for a file: maps it, tries rules on it, and inspects it. */
    public Analyzer analyzer(WorkspaceState state) {
        return new Analyzer(state, known());
    }

    /**
     * Maps a file with the given rules, or else with the rules chosen for it.
     *
     * @throws IOException if the rules cannot be applied
     */
    public Analysis map(Analyzer file, RulesOption given) throws IOException {
        Optional<RuleSet> rules = given.read();
        return map(file, rules.isPresent() ? rules.get() : RuleChoice.choose(file), given);
    }

    /**
     * Maps a file with these rules.
     *
     * @param given the option they came from, to name its file in the message about rules that cannot be applied
     */
    public Analysis map(Analyzer file, RuleSet rules, RulesOption given) throws IOException {
        RuleFiles.refuse(file.search().apply(rules), given.file());
        return file.map(rules);
    }

    /**
     * The adapters of a merge or bake, under names of the base, or of the model that their names and sizes fit. They may follow different
     * naming conventions: the given rules are used for those whose names they match.
     *
     * @param texts {@code FILE[:STRENGTH]}
     * @throws IOException if one cannot be read, or is a whole model: said before anything is mapped
     */
    public List<MergeInput> adapters(List<String> texts, Optional<BaseModel> base, RulesOption given) throws IOException {
        List<AdapterAtStrength> choices = texts.stream().map(AdapterAtStrength::parse).toList();
        List<Analyzer> files = new ArrayList<>();
        for (AdapterAtStrength choice : choices) {
            WorkspaceState opened = WorkspaceState.EMPTY.with(open(choice.file()));
            Analyzer file = analyzer(base.map(opened::with).orElse(opened));
            refuseModel(file);
            files.add(file);
        }
        List<MergeInput> inputs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            inputs.add(adapter(files.get(i), given, choices.get(i).strength()));
        }
        return inputs;
    }

    /** @throws IOException if the file is a whole model, where an adapter belongs */
    public static void refuseModel(Analyzer file) throws IOException {
        Checkpoint checkpoint = file.checkpoint();
        if (file.isModel() && !checkpoint.tensors().isEmpty()) {
            String example = checkpoint.tensors().keySet().iterator().next();
            throw new CommandException(
                    Message.of("export.merge.wholeModel", checkpoint.path(), checkpoint.tensors().size(), example));
        }
    }

    private static MergeInput adapter(Analyzer file, RulesOption given, double strength) throws IOException {
        Optional<MappingResult> byGiven =
                given.read().map(file.search()::apply).filter(result -> result.hits().stream().anyMatch(hits -> hits > 0));
        ConversionRules chosen =
                byGiven.isPresent() ? new ConversionRules(byGiven.get().rules(), file, false) : ConversionRules.ofAdapter(file);
        MappingResult mapping = chosen.file().search().apply(chosen.rules());
        RuleFiles.refuse(mapping, byGiven.isPresent() ? given.file() : null);
        return new MergeInput(
                file.checkpoint(), PairOrientation.straight(file.checkpoint(), mapping, chosen.file().base()), strength);
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
