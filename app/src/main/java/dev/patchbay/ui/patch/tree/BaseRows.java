package dev.patchbay.ui.patch.tree;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.fit.ModuleReach;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Contents of the right tree: the base's modules and what is mapped to them.
 *
 * @param query that the rows were searched for; blank without a search
 * @param modules by path, component first
 * @param reaches tensors mapped to each module, by path
 * @param fits states of the adapter's tensors
 * @param tally number of modules below each row by state
 */
public record BaseRows(
        NameTree tree,
        Optional<BaseModel> base,
        String query,
        Map<String, ModuleInfo> modules,
        Map<String, ModuleReach> reaches,
        TensorFits fits,
        NameTally<FitState> tally) {

    public static final BaseRows EMPTY = new BaseRows(
            NameTree.EMPTY, Optional.empty(), "", Map.of(), Map.of(), TensorFits.NONE, NameTally.none(NameTree.EMPTY, FitState.class));

    /** Path of the row of a module. */
    public static String path(String component, String module) {
        return component.isEmpty() ? module : component + "." + module;
    }

    /** The target that a row stands for: a module, a branch above modules, or with an empty module a whole component. */
    public Optional<DropTarget> target(NameNode node) {
        return base.stream()
                .flatMap(model -> model.components().stream())
                .map(ModuleDictionary::component)
                .flatMap(component -> target(component, node.path()).stream())
                .findFirst();
    }

    private static Optional<DropTarget> target(String component, String path) {
        if (component.isEmpty() || path.equals(component)) {
            return Optional.of(new DropTarget(component, component.isEmpty() ? path : ""));
        }
        return path.startsWith(component + ".")
                ? Optional.of(new DropTarget(component, path.substring(component.length() + 1)))
                : Optional.empty();
    }

    /** Number of modules that adapters can change, of the whole model. */
    public int adaptable() {
        return (int) modules.values().stream().filter(ModuleInfo::adaptable).count();
    }

    /** The same below a row, of those that are shown. */
    public int adaptable(NameNode node) {
        return node.names() - tally.count(node, FitState.FIXED);
    }

    public Optional<ModuleInfo> module(NameNode node) {
        return Optional.ofNullable(modules.get(node.path()));
    }

    public Optional<ModuleReach> reach(NameNode node) {
        return Optional.ofNullable(reaches.get(node.path()));
    }

    public Optional<FitState> state(NameNode node) {
        return Optional.ofNullable(state(modules.get(node.path()), reaches.get(node.path()), fits));
    }

    static @Nullable FitState state(@Nullable ModuleInfo module, @Nullable ModuleReach reach, TensorFits fits) {
        if (module == null) {
            return null;
        }
        if (reach != null) {
            return (reach.fits() ? FitState.FITS : FitState.MISMATCHED).and(fits.beyondShape(reach.sources()));
        }
        return module.adaptable() ? FitState.FREE : FitState.FIXED;
    }
}
