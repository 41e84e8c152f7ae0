package dev.patchbay.export.proof;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives a written adapter to the model of the target program's loader: it has to apply every module of the denoiser, with the scale that
 * makes its change that of the source, or the file does not get its name.
 *
 * @param target final name of the file, for messages
 * @param program that it is for
 * @param base that it is for
 * @param untried true where names for transformers 4 are wanted, with which no loader was tried
 */
public record LoaderCheck(Path target, Program program, BaseModel base, boolean untried) {

    /**
     * @param file what was written, read as the program will
     * @param scales that the program has to find, by the name of a tensor of the module
     * @return what the program will do with it, {@link Outcome#UNKNOWN} included; empty for a program whose loader is not modelled
     * @throws ExportException if the program would stop, pass over a module of the denoiser, or give one another scale
     */
    public Optional<Verdict> check(Checkpoint file, Map<String, Double> scales) throws IOException {
        MappingResult asItIs = RuleSet.EMPTY.apply(file.infos());
        Adapter read = AdapterAssembler.assemble(file, asItIs, OptionalDouble.empty());
        AdapterFit fit = new AdapterFit(file, asItIs, read, base, Expectation.NONE);
        Optional<Verdict> verdict = program.verdict(fit).map(this::tried);
        if (verdict.isPresent()) {
            refuseOther(verdict.get(), fit);
            refuseOtherScale(verdict.get(), fit, scales);
        }
        return verdict;
    }

    private Verdict tried(Verdict verdict) {
        return untried && verdict.outcome() != Outcome.APPLIES
                ? new Verdict(verdict.program(), Outcome.UNKNOWN, List.of(), verdict.of(), verdict.message())
                : verdict;
    }

    /** Where not all is applied, modules beside the denoiser are not compared: a program gives no scale to what it passes over. */
    private void refuseOtherScale(Verdict verdict, AdapterFit fit, Map<String, Double> scales) throws ExportException {
        if (verdict.outcome() == Outcome.UNKNOWN) {
            return;
        }
        Set<AdapterModule> passedOver = verdict.applies()
                ? Set.of()
                : fit.fits().stream().filter(this::isOfOtherComponent).map(ModuleFit::module).collect(Collectors.toSet());
        new ScaleCheck(target, program, scales)
                .check(fit.adapter(), module -> !passedOver.contains(module), program.loader().scales(fit));
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
                    "export.check.loader", target, program.title() + " " + verdict.version(), base.name(), verdict.message()));
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
                || program.verdict(denoiser).filter(one -> one.outcome() == Outcome.APPLIES).isPresent();
    }

    private boolean isOfOtherComponent(ModuleFit fit) {
        String main = base.main().component();
        return ModuleLocator.leadsToEncoder(fit.module().container())
                || !fit.location().map(ModuleLocation::component).orElse(fit.component()).equals(main);
    }
}
