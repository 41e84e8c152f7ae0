package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import java.nio.file.Path;
import java.util.Collection;

/** Refuses adapters with an alpha that is NaN or infinite: what they do is no number, and a file of it would ruin every picture. */
public final class RealScales {

    private RealScales() {}

    /** @throws ExportException if the scale of one of the modules of the file is no number */
    public static void demand(Path file, Collection<AdapterModule> modules) throws ExportException {
        for (AdapterModule module : modules) {
            demand(file, module, module.scale());
        }
    }

    /** @throws ExportException if the scale of the module is no number */
    public static void demand(Path file, AdapterModule module, double scale) throws ExportException {
        if (!Double.isFinite(scale)) {
            String alpha = module.part(Part.ALPHA).map(tensor -> tensor.source()).orElse(module.address());
            throw new ExportException(Message.of("export.cannot.alpha", file, alpha));
        }
    }
}
