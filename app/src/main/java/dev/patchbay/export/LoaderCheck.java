package dev.patchbay.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives a written adapter to the model of the target program's loader: it has to apply every module of the denoiser, or the
 * file does not get its name.
 *
 * @param target final name of the file, for messages
 * @param base that the file is for
 */
record LoaderCheck(Path target, ExportPlan plan, BaseModel base) {

    /**
     * @param file what was written, read as the program will
     * @return what the program will do with it, {@link Outcome#UNKNOWN} included; empty for a program whose loader is not modelled
     * @throws ExportException if the program would stop, or pass over a module or a part of the denoiser
     */
    Optional<Verdict> check(Checkpoint file) throws ExportException {
        MappingResult asItIs = RuleSet.EMPTY.apply(file.infos());
        AdapterFit fit = new AdapterFit(file, asItIs, AdapterFit.named(file, asItIs), base, Expectation.NONE);
        Optional<Verdict> verdict = plan.target().loader().verdict(fit).map(this::tried);
        if (verdict.isPresent()) {
            refuseOther(verdict.get(), fit);
        }
        return verdict;
    }

    /** With names for transformers 4, which a person asked for, no loader was tried. */
    private Verdict tried(Verdict verdict) {
        boolean older = plan.clip().filter(clip -> clip == ClipNames.TRANSFORMERS_4).isPresent();
        return older && verdict.outcome() != Outcome.APPLIES
                ? new Verdict(verdict.program(), Outcome.UNKNOWN, 0, verdict.of(), verdict.message())
                : verdict;
    }

    /**
     * Programs pass over some text encoders, such as T5 in diffusers, and say nothing of those alone; this is told, since the file may be
     * for another program that reads these names.
     */
    private void refuseOther(Verdict verdict, AdapterFit fit) throws ExportException {
        long encoders = fit.fits().stream().filter(LoaderCheck::isOfEncoder).count();
        long denoiser = fit.fits().size() - encoders;
        boolean others = verdict.applied() > 0 && verdict.applied() >= denoiser && verdict.applied() < fit.fits().size();
        boolean whole = verdict.outcome() == Outcome.APPLIES || verdict.outcome() == Outcome.PARTIAL && others;
        if (verdict.outcome() != Outcome.UNKNOWN && denoiser > 0 && !whole) {
            throw new ExportException(Message.of(
                    "export.check.loader", target, plan.target().title() + " " + verdict.version(), base.name(), verdict.message()));
        }
    }

    private static boolean isOfEncoder(ModuleFit fit) {
        return TextEncoders.isEncoder(fit.component()) || ModuleLocator.leadsToEncoder(fit.module().container());
    }
}
