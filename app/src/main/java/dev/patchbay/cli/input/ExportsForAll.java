package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each program would do with the file that {@code convert --to} writes for it. Nothing is written. */
public final class ExportsForAll {

    private ExportsForAll() {}

    /**
     * By program, those that are judged.
     *
     * @param given rules of the person; empty to choose them as {@code convert} does
     */
    public static List<ExportedVerdict> of(Sources sources, Analyzer file, BaseModel model, Optional<RuleSet> given, RulesOption option)
            throws IOException {
        List<ExportedVerdict> verdicts = new ArrayList<>();
        for (Program program : Program.judged()) {
            ConversionRules chosen =
                    given.isPresent() ? new ConversionRules(given.get(), file, false) : ConversionRules.choose(file, program);
            Analysis analysis = sources.map(chosen.file(), chosen.rules(), option);
            verdicts.add(new Conversion(file.checkpoint(), analysis.mapping(), analysis.adapter(), chosen.file().base(), program)
                    .verdict(model));
        }
        return verdicts;
    }
}
