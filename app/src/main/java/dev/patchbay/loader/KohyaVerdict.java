package dev.patchbay.loader;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.kohya.KohyaLoading;
import dev.patchbay.message.Message;
import java.util.List;

/** What sd-scripts or musubi-tuner, whichever reads the base's family, does with names like these, as {@link KohyaLoading} finds it. */
final class KohyaVerdict {

    private KohyaVerdict() {}

    static Verdict of(AdapterFit context) {
        return KohyaLoading.of(context)
                .map(loading -> loading.stop()
                        .map(message -> verdict(context, Outcome.RAISES, 0, message))
                        .orElseGet(() -> loaded(context, loading)))
                .orElseGet(() -> verdict(
                        context,
                        Outcome.UNKNOWN,
                        0,
                        Message.of("inspection.verdict.unknown", "sd-scripts, musubi-tuner", context.base().name())));
    }

    private static Verdict loaded(AdapterFit context, KohyaLoading loading) {
        List<ModuleFit> applied = loading.applied();
        int of = context.fits().size();
        int magnitudes = loading.withoutMagnitude().size();
        if (applied.isEmpty()) {
            return verdict(context, Outcome.IGNORED, 0, Message.of("inspection.kohya.ignored", loading.program()));
        }
        if (magnitudes > 0) {
            return verdict(
                    context,
                    Outcome.PARTIAL,
                    applied.size(),
                    Message.of("inspection.kohya.dora", loading.program(), applied.size(), of, magnitudes));
        }
        return applied.size() == of
                ? verdict(context, Outcome.APPLIES, of, Message.of("inspection.loads.all", loading.program(), Modules.count(applied)))
                : verdict(context, Outcome.PARTIAL, applied.size(),
                        Message.of("inspection.kohya.partial", loading.program(), applied.size(), of));
    }

    private static Verdict verdict(AdapterFit context, Outcome outcome, int applied, Message message) {
        return new Verdict(Program.KOHYA, outcome, applied, context.fits().size(), message);
    }
}
