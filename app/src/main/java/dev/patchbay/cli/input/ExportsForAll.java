package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.export.adapter.Untouched;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each program would do with the file that {@code convert --to} writes for it. Nothing is written. */
public final class ExportsForAll {

    private ExportsForAll() {}

    /**
     * By program, those that are judged. With a base the rules are the same for each of them.
     *
     * @param file an adapter, with the base that programs have loaded
     * @param given rules of the person; empty to choose them as {@code convert} does
     * @param asItIs what programs do with the file as it is
     * @param notFinite stored tensors that hold NaN or infinity
     */
    public static List<ExportedVerdict> of(
            Sources sources, Analyzer file, Optional<RuleSet> given, RulesOption option, List<Verdict> asItIs,
            Set<String> notFinite) throws IOException {
        BaseModel model = file.base().orElseThrow();
        ConversionRules chosen = given.isPresent() ? new ConversionRules(given.get(), file, false) : ConversionRules.ofAdapter(file);
        Analysis analysis = sources.map(chosen.file(), chosen.rules(), option);
        Untouched untouched = new Untouched(file.map(RuleSet.EMPTY).adapter(), asItIs, notFinite);
        List<ExportedVerdict> verdicts = new ArrayList<>();
        for (Program program : Program.judged()) {
            Conversion export = new Conversion(file.checkpoint(), analysis.mapping(), analysis.adapter(), file.base(), program)
                    .with(untouched);
            verdicts.add(sources.values().during(
                    analysis.adapter(), Optional.of(model), weights -> export.with(weights).verdict(model)));
        }
        return verdicts;
    }
}
