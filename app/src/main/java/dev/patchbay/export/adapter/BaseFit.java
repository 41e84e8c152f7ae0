package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.export.factors.BaseParameters;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.loader.config.CanonicalModule;
import java.util.Optional;

/** Which modules of an adapter have a place in the base. */
final class BaseFit {

    private final BaseModel base;
    private final ModuleLocator locator;

    BaseFit(BaseModel base, ModuleLocator locator) {
        this.base = base;
        this.locator = locator;
    }

    /** True if the base has the module under its canonical name, in the sizes it needs, or has no sizes to compare. */
    boolean arrives(CanonicalModule module) {
        return find(module).map(info -> fits(module.module(), info)).orElseGet(() -> isParameter(module));
    }

    /**
     * True if the base has no such module under whatever name. Of a text encoder that its dictionary leaves out this cannot be told, so its
     * modules are not lacking.
     */
    private boolean lacks(CanonicalModule module) {
        boolean unknownEncoder = TextEncoders.isEncoder(module.component()) && base.component(module.component()).isEmpty();
        return isUnmatched(module) && !unknownEncoder && BaseTarget.of(locator, module.module()).isEmpty();
    }

    /** True if the base has no module of this canonical name. */
    boolean isUnmatched(CanonicalModule module) {
        return find(module).isEmpty() && !isParameter(module);
    }

    /** True if the base has no place for the module, which then is one of those that are left out. */
    boolean leavesOut(CanonicalModule module, LeftOutModules leftOut) {
        if (lacks(module)) {
            leftOut.addLacking(module.module());
            return true;
        }
        Optional<ModuleInfo> other = find(module).filter(info -> !fits(module.module(), info));
        other.ifPresent(info -> leftOut.addUnfit(module.module(), info.weight()));
        return other.isPresent();
    }

    /** The module of this canonical name, whatever its sizes. */
    private Optional<ModuleInfo> find(CanonicalModule module) {
        return base.module(module.module().component(), module.module().module());
    }

    /** True for the difference of a parameter that is no layer's weight, such as the modulation of a block. */
    private boolean isParameter(CanonicalModule module) {
        return module.component().equals(base.main().component()) && new BaseParameters(base).part(module.module()).isPresent();
    }

    /** Vectors such as those of (IA)³, and modules whose parts give neither inputs nor outputs, are not compared with the base. */
    private static boolean fits(AdapterModule module, ModuleInfo info) {
        return (module.inputs().isEmpty() || info.weight().dimensions() < 2 || module.inputs().getAsLong() == info.weight().size(1))
                && (module.outputs().isEmpty() || info.weight().dimensions() < 1 || module.outputs().getAsLong() == info.weight().size(0));
    }
}
