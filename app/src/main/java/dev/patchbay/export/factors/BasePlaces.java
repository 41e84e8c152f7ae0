package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Where the modules of an adapter that keeps its names lie in a base, under whatever name it has them. */
public final class BasePlaces {

    private final BaseModel base;
    private final ModuleLocator locator;
    private final BaseParameters parameters;

    public BasePlaces(BaseModel base) {
        this.base = base;
        this.locator = new ModuleLocator(base);
        this.parameters = new BaseParameters(base);
    }

    public ModuleLocator locator() {
        return locator;
    }

    /** True if the base has the module in the sizes it needs. */
    public boolean arrives(AdapterModule module) {
        return weight(module).map(weight -> fits(module, weight)).orElseGet(() -> isParameter(module));
    }

    /** The adapter without the modules that the base lacks or has in other sizes, which are added to those that are left out. */
    public Adapter fitting(Adapter adapter, LeftOutModules leftOut) {
        List<AdapterModule> fitting = adapter.modules().stream().filter(module -> !isLeftOut(module, leftOut)).toList();
        return new Adapter(fitting, adapter.leftovers(), adapter.convention());
    }

    /** The base's component that the module is in; empty if the base does not have the module. */
    public Optional<String> component(AdapterModule module) {
        return locator.locateByShapes(module.container(), module.component(), module.module(), module.piece(), module.infix())
                .map(ModuleLocation::component);
    }

    /** The base's modules that it changes: one, several that it is fused from, or none. */
    public List<BaseTarget> targets(AdapterModule module) {
        return BaseTarget.of(locator, module);
    }

    private boolean isLeftOut(AdapterModule module, LeftOutModules leftOut) {
        Optional<Shape> weight = weight(module);
        if (weight.isPresent() && !fits(module, weight.get())) {
            leftOut.addUnfit(module, weight.get());
            return true;
        }
        if (weight.isEmpty() && !isParameter(module) && !isOfUnknownEncoder(module)) {
            leftOut.addLacking(module);
            return true;
        }
        return false;
    }

    /** Of the weight that the module changes: of a fused one with the rows of all its layers. */
    private Optional<Shape> weight(AdapterModule module) {
        return targets(module).stream().findFirst().map(BaseTarget::change);
    }

    private static boolean fits(AdapterModule module, Shape weight) {
        return weight.dimensions() < 2 || module.fits(weight);
    }

    /** Of a text encoder that the base's dictionary leaves out nothing is known. */
    private boolean isOfUnknownEncoder(AdapterModule module) {
        return ModuleLocator.leadsToEncoder(module.container())
                ? base.components().stream().noneMatch(one -> TextEncoders.isEncoder(one.component()))
                : TextEncoders.isEncoder(module.component()) && base.component(module.component()).isEmpty();
    }

    /** True for the difference of a parameter that is no layer's weight. */
    private boolean isParameter(AdapterModule module) {
        return parameters.part(module).isPresent();
    }
}
