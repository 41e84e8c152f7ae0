package dev.patchbay.loader;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.diffusers.DiffusersLoading;
import dev.patchbay.loader.diffusers.TransformersLine;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import java.util.List;

/**
 * What {@code pipe.load_lora_weights} of diffusers does with names like these, as {@link DiffusersLoading} finds it.
 *
 * <p>With rules the leftovers do not count, since an export leaves them out, and so does what the source declares beside its tensors.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/src/diffusers/loaders/peft.py">{@code load_lora_adapter}</a>
 */
final class DiffusersVerdict {

    /** LyCORIS' magnitudes are taken out with a warning. */
    private static final String DROPPED = "dora_scale";

    /** The transformers that verdicts were tried with, and the line of which only the source was read. */
    private static final String TRIED = "5.18.0";

    private static final String READ = "4";

    private final AdapterFit context;
    private final List<ModuleFit> fits;

    private DiffusersVerdict(AdapterFit context) {
        this.context = context;
        this.fits = context.fits();
    }

    static Verdict of(AdapterFit context) {
        return new DiffusersVerdict(context).judge();
    }

    static DiffusersLoading loading(AdapterFit context) {
        return DiffusersLoading.of(context, new DiffusersVerdict(context).tensors());
    }

    /** All tensors of the file; with rules those that an export writes. */
    private List<MappedTensor> tensors() {
        return context.isFileAsItIs()
                ? context.mapping().tensors()
                : fits.stream().flatMap(fit -> fit.parts().stream()).toList();
    }

    /** As with the transformers that was tried; where the other line does something else, both are named. */
    private Verdict judge() {
        Verdict tried = judge(TransformersLine.FIVE);
        if (!DiffusersLoading.hasEncoders(context.base())) {
            return tried;
        }
        Verdict read = judge(TransformersLine.FOUR);
        if (tried.outcome() == read.outcome() && tried.applied() == read.applied()) {
            return tried;
        }
        Message both = Message.of("inspection.diffusers.lines", tried.message(), TRIED, READ, read.message());
        return new Verdict(Program.DIFFUSERS, version(TRIED), tried.outcome(), tried.acting(), tried.of(), both, List.of(read));
    }

    private Verdict judge(TransformersLine line) {
        DiffusersLoading loading = DiffusersLoading.of(context, tensors(), line);
        if (!loading.known()) {
            return verdict(
                    Outcome.UNKNOWN,
                    List.of(),
                    Message.of("inspection.verdict.unknown", Program.DIFFUSERS.title(), context.base().name()));
        }
        Outcome stopped = loading.empty() ? Outcome.EMPTY : Outcome.RAISES;
        Verdict verdict = loading.stop().map(message -> verdict(stopped, List.of(), message)).orElseGet(() -> loaded(loading));
        return line == TransformersLine.FIVE
                ? verdict
                : new Verdict(Program.DIFFUSERS, version(READ), verdict.outcome(), verdict.acting(), verdict.of(), verdict.message());
    }

    private static String version(String transformers) {
        return Program.DIFFUSERS.loader().version() + ", transformers " + transformers;
    }

    private Verdict loaded(DiffusersLoading loading) {
        List<ModuleFit> acting = fits.stream().filter(fit -> acts(fit, loading)).toList();
        if (acting.isEmpty()) {
            return none();
        }
        List<ModuleFit> lessened = acting.stream().filter(fit -> losesParts(fit, loading)).toList();
        if (!lessened.isEmpty()) {
            long magnitudes = lessened.stream().filter(DiffusersVerdict::hasDroppedMagnitude).count();
            Message message = magnitudes > 0
                    ? Message.of("inspection.diffusers.dora", acting.size(), fits.size(), magnitudes)
                    : Message.of("inspection.diffusers.lost", acting.size(), fits.size(), lessened.size());
            return verdict(Outcome.PARTIAL, acting, message);
        }
        return acting.size() == fits.size()
                ? verdict(Outcome.APPLIES, acting, Message.of("inspection.verdict.applies", Modules.count(fits)))
                : verdict(Outcome.PARTIAL, acting, Message.of("inspection.verdict.partial", acting.size(), fits.size()));
    }

    private Verdict none() {
        String component = context.base().main().component();
        String className = ModelCatalog.className(context.base().family()).orElse(component);
        return verdict(Outcome.IGNORED, List.of(), Message.of("inspection.verdict.ignored", className, component));
    }

    /** True if both halves of a pair found their places, or all parts of what the loader makes a pair or a weight of. */
    private static boolean acts(ModuleFit fit, DiffusersLoading loading) {
        boolean pair = fit.module().isPair();
        List<MappedTensor> needed = pair ? fit.halves() : fit.parts();
        return (pair || !fit.isLowRankPair()) && needed.stream().allMatch(part -> loading.loaded().contains(part.name()));
    }

    /** True if a bias, a magnitude or a difference beside the pair is passed over. */
    private static boolean losesParts(ModuleFit fit, DiffusersLoading loading) {
        return fit.parts().stream().anyMatch(part -> !loading.loaded().contains(part.name()));
    }

    private static boolean hasDroppedMagnitude(ModuleFit fit) {
        return fit.module().part(Part.MAGNITUDE).filter(part -> part.name().contains(DROPPED)).isPresent();
    }

    private Verdict verdict(Outcome outcome, List<ModuleFit> acting, Message message) {
        return new Verdict(Program.DIFFUSERS, outcome, Modules.of(acting), fits.size(), message);
    }
}
