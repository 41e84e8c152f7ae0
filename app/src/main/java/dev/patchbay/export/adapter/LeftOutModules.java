package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The modules of an adapter that are not written because the base has no place for them: a file with them does not load there, or they do
 * nothing.
 */
final class LeftOutModules {

    private final BaseModel base;
    private final BaseFit fit;
    private final List<CanonicalModule> lacking = new ArrayList<>();
    private final List<CanonicalModule> unfit = new ArrayList<>();

    LeftOutModules(BaseModel base, BaseFit fit) {
        this.base = base;
        this.fit = fit;
    }

    /** Takes the module if the base has no place for it. */
    boolean take(CanonicalModule module) {
        return (fit.lacks(module) && lacking.add(module)) || (fit.isOfOtherSize(module) && unfit.add(module));
    }

    /**
     * @param path of the file of which nothing else is left
     * @throws ExportException if a module was taken
     */
    void refuse(Path path) throws ExportException {
        int all = lacking.size() + unfit.size();
        if (!lacking.isEmpty()) {
            throw new ExportException(Message.of("export.cannot.arrive", path, base.name(), all, lacking.getFirst().address()));
        }
        if (!unfit.isEmpty()) {
            throw new ExportException(Message.of("export.cannot.sizesFit", path, base.name(), all, unfit.getFirst().address()));
        }
    }

    List<Message> warnings() {
        List<Message> warnings = new ArrayList<>();
        if (!lacking.isEmpty()) {
            warnings.add(Message.of("export.warning.lacking", lacking.size(), base.name(), lacking.getFirst().module().module()));
        }
        if (!unfit.isEmpty()) {
            AdapterModule first = unfit.getFirst().module();
            warnings.add(Message.of(
                    "export.warning.unfit",
                    unfit.size(),
                    base.name(),
                    first.module(),
                    size(first.outputs()) + "×" + size(first.inputs()),
                    fit.find(unfit.getFirst()).orElseThrow().weight()));
        }
        return warnings;
    }

    private static String size(OptionalLong size) {
        return size.isPresent() ? Long.toString(size.getAsLong()) : "?";
    }
}
