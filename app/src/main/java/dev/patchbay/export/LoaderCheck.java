package dev.patchbay.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * @throws ExportException if the program would stop, or pass over a module of the denoiser
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
     * Programs pass over some text encoders, such as T5 in diffusers, or stop at some of their modules. This is told and not refused where
     * they take all of the denoiser's, since another program may read the others under these names.
     */
    private void refuseOther(Verdict verdict, AdapterFit fit) throws ExportException {
        // Every module acts, though not each of its parts: musubi-tuner passes over the magnitudes of DoRA, which other readers take.
        boolean partly = verdict.outcome() == Outcome.PARTIAL && verdict.applied() == fit.fits().size();
        boolean taken = partly || verdict.outcome() == Outcome.APPLIES || verdict.outcome() == Outcome.UNKNOWN;
        if (!taken && !takesDenoiser(fit)) {
            throw new ExportException(Message.of(
                    "export.check.loader", target, plan.target().title() + " " + verdict.version(), base.name(), verdict.message()));
        }
    }

    /** True if nothing is amiss with the modules of the denoiser alone; also if there are none. */
    private boolean takesDenoiser(AdapterFit fit) {
        Set<MappedTensor> others = new HashSet<>();
        fit.fits().stream().filter(this::isOfOtherComponent).forEach(one -> others.addAll(one.module().tensors()));
        if (others.isEmpty()) {
            return false;
        }
        MappingResult all = fit.mapping();
        List<MappedTensor> own = all.tensors().stream().filter(tensor -> !others.contains(tensor)).toList();
        MappingResult mapping = new MappingResult(all.rules(), own, all.dropped(), all.problems(), all.hits());
        AdapterFit denoiser =
                new AdapterFit(fit.checkpoint(), mapping, AdapterFit.named(fit.checkpoint(), mapping), base, Expectation.NONE);
        return own.isEmpty()
                || plan.target().loader().verdict(denoiser).filter(one -> one.outcome() == Outcome.APPLIES).isPresent();
    }

    private boolean isOfOtherComponent(ModuleFit fit) {
        String main = base.main().component();
        return ModuleLocator.leadsToEncoder(fit.module().container())
                || !fit.location().map(ModuleLocation::component).orElse(fit.component()).equals(main);
    }
}
