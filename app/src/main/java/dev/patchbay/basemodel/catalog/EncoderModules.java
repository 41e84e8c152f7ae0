package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.part.AdapterKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The modules of an adapter that are none of the denoiser's: text encoders and the like. They are looked up in the models' dictionaries,
 * which are few and small, since many models have the same ones.
 */
final class EncoderModules {

    private static final Set<String> DENOISERS = Set.of("", "transformer", "transformer_2", "unet");
    private static final String BY_KIND = "text_encoders";

    private static final Map<Surroundings, ModuleLocator> LOCATORS = new ConcurrentHashMap<>();

    private final List<ModuleSize> modules;
    private final BitSet positions = new BitSet();

    EncoderModules(List<ModuleSize> modules) {
        this.modules = modules;
        for (int i = 0; i < modules.size(); i++) {
            positions.set(i, isBeside(modules.get(i)));
        }
    }

    private static boolean isBeside(ModuleSize module) {
        return !DENOISERS.contains(module.component())
                || module.container().equals(BY_KIND)
                || AdapterKey.encoderNumber(module.container()).isPresent();
    }

    /** A model without its denoiser; equal for many models. */
    private record Surroundings(String family, Map<String, String> components) {}

    /**
     * @param named modules that the model has
     * @param fitting those of them whose sizes fit
     */
    record Match(BitSet named, BitSet fitting) {

        /** Modules of either. */
        Match and(Match other) {
            return new Match(union(named, other.named), union(fitting, other.fitting));
        }

        private static BitSet union(BitSet one, BitSet other) {
            BitSet union = (BitSet) one.clone();
            union.or(other);
            return union;
        }
    }

    boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Modules of the denoiser. */
    List<ModuleSize> others() {
        List<ModuleSize> others = new ArrayList<>(modules);
        ModuleSize none = new ModuleSize("", OptionalLong.empty(), OptionalLong.empty());
        positions.stream().forEach(i -> others.set(i, none));
        return others;
    }

    Match in(CatalogModel model) {
        return isEmpty() ? new Match(new BitSet(), new BitSet()) : in(LOCATORS.computeIfAbsent(
                new Surroundings(model.family(), model.components()), one -> locator(model)));
    }

    Match in(ModuleLocator locator) {
        BitSet named = new BitSet();
        BitSet fitting = new BitSet();
        positions.stream().forEach(i -> {
            ModuleSize module = modules.get(i);
            Optional<ModuleLocation> found = locator.locate(module.container(), module.component(), module.name(), module.piece());
            named.set(i, found.isPresent());
            fitting.set(i, found.filter(location -> module.fits(location.weight())).isPresent());
        });
        return new Match(named, fitting);
    }

    /** Of the model with an empty denoiser, so that its dictionary need not be read. */
    private static ModuleLocator locator(CatalogModel model) {
        List<ModuleDictionary> components = new ArrayList<>();
        model.components().forEach((component, architecture) -> components.add(new ModuleDictionary(
                component, components.isEmpty() ? Map.of() : ModelCatalog.architecture(architecture).tensors())));
        return new ModuleLocator(new BaseModel(model.name(), model.family(), components, Optional.empty()));
    }
}
