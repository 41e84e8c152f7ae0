package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The modules of an adapter that are not written because the base has no place for them: a file with them does not load there, or they do
 * nothing.
 */
public final class LeftOutModules {

    /** A module of another size than the base's weight. */
    private record Misfit(AdapterModule module, Shape weight) {}

    private final String base;
    private final List<AdapterModule> lacking = new ArrayList<>();
    private final List<Misfit> unfit = new ArrayList<>();

    /** @param base its name */
    public LeftOutModules(String base) {
        this.base = base;
    }

    /** Takes a module that the base does not have. */
    public void addLacking(AdapterModule module) {
        lacking.add(module);
    }

    /** Takes a module that the base has in other sizes. @param weight of the base */
    public void addUnfit(AdapterModule module, Shape weight) {
        unfit.add(new Misfit(module, weight));
    }

    public boolean isEmpty() {
        return lacking.isEmpty() && unfit.isEmpty();
    }

    /** The stored names of all their parts. */
    public Set<String> sources() {
        Set<String> sources = new HashSet<>();
        lacking.forEach(module -> module.tensors().forEach(tensor -> sources.addAll(tensor.sources())));
        unfit.forEach(one -> one.module().tensors().forEach(tensor -> sources.addAll(tensor.sources())));
        return sources;
    }

    /**
     * @param path of the file of which nothing else is left
     * @throws ExportException if a module was taken
     */
    public void refuse(Path path) throws ExportException {
        int all = lacking.size() + unfit.size();
        if (!lacking.isEmpty() && !unfit.isEmpty()) {
            throw new ExportException(Message.of(
                    "export.cannot.neither", path, base, all, unfit.size(), unfit.getFirst().module().address(), lacking.size(),
                    lacking.getFirst().address()));
        }
        if (!lacking.isEmpty()) {
            throw new ExportException(Message.of("export.cannot.arrive", path, base, all, lacking.getFirst().address()));
        }
        if (!unfit.isEmpty()) {
            throw new ExportException(Message.of("export.cannot.sizesFit", path, base, all, unfit.getFirst().module().address()));
        }
    }

    public List<Message> warnings() {
        List<Message> warnings = new ArrayList<>();
        if (!lacking.isEmpty()) {
            warnings.add(Message.of("export.warning.lacking", lacking.size(), base, lacking.getFirst().module()));
        }
        if (!unfit.isEmpty()) {
            Misfit first = unfit.getFirst();
            warnings.add(Message.of(
                    "export.warning.unfit",
                    unfit.size(),
                    base,
                    first.module().module(),
                    size(first.module().outputs()) + "×" + size(first.module().inputs()),
                    first.weight()));
        }
        return warnings;
    }

    private static String size(OptionalLong size) {
        return size.isPresent() ? Long.toString(size.getAsLong()) : "?";
    }
}
