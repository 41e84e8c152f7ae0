package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the modules of an adapter match one known model.
 *
 * @param named modules, by position, whose name the model has
 * @param fitting those of them whose sizes fit too
 * @param total how many modules the adapter has
 * @param coverage share of the model's modules of the same kinds that the fitting ones reach: tells 42 blocks from 48
 * @param blocks which blocks of the model's main list the fitting ones reach
 */
record ModuleMatch(String model, String family, BitSet named, BitSet fitting, int total, double coverage, Optional<Blocks> blocks) {


    /**
     * @param reached how many of the blocks
     * @param all how many there are
     */
    record Blocks(int reached, int all) {}

    static ModuleMatch of(BaseModel model, ModuleLocator locator, List<ModuleSize> modules) {
        ModuleDictionary dictionary = model.main();
        BitSet named = new BitSet();
        BitSet fitting = new BitSet();
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < modules.size(); i++) {
            ModuleSize module = modules.get(i);
            Optional<ModuleLocation> location = locator.locate(module.container(), module.component(), module.name(), module.piece());
            if (location.isPresent()) {
                named.set(i);
                if (module.fits(location.get())) {
                    fitting.set(i);
                    reach(location.get(), dictionary, reached);
                }
            }
        }
        return new ModuleMatch(
                model.name(),
                model.family(),
                named,
                fitting,
                modules.size(),
                coverage(dictionary, reached),
                blocks(dictionary, reached));
    }

    /** How much of the denoiser is reached; text encoders are the same in many models. */
    private static void reach(ModuleLocation location, ModuleDictionary denoiser, Set<String> reached) {
        if (location.component().equals(denoiser.component())) {
            location.modules().forEach(linked -> reached.add(linked.module().name()));
        }
    }

    double nameShare() {
        return total == 0 ? 0 : (double) named.cardinality() / total;
    }

    /** 0 to 1; more than 0.5 only if the sizes of more than half of the modules fit. */
    double score() {
        double fits = total == 0 ? 0 : (double) fitting.cardinality() / total * (0.9 + 0.1 * coverage);
        return Math.max(fits, 0.5 * nameShare());
    }

    boolean sizesFit() {
        return score() > 0.5;
    }

    boolean sameAs(ModuleMatch other) {
        return fitting.equals(other.fitting) && coverage == other.coverage;
    }

    private static double coverage(ModuleDictionary dictionary, Set<String> reached) {
        if (reached.isEmpty()) {
            return 0;
        }
        Set<String> kinds = new HashSet<>();
        reached.forEach(name -> kinds.add(OpenNumbers.anywhere(name, "{}")));
        long same = dictionary.modules().stream().filter(module -> kinds.contains(OpenNumbers.anywhere(module.name(), "{}"))).count();
        return same == 0 ? 0 : (double) reached.size() / same;
    }

    private static Optional<Blocks> blocks(ModuleDictionary dictionary, Set<String> reached) {
        if (reached.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> all = new HashSet<>();
        dictionary.modules().forEach(module -> block(module.name()).ifPresent(all::add));
        Set<Integer> some = new HashSet<>();
        reached.forEach(name -> block(name).ifPresent(some::add));
        return some.isEmpty() ? Optional.empty() : Optional.of(new Blocks(some.size(), all.size()));
    }

    /** Number of the block in a model's list of transformer blocks; UNets have no single list. */
    private static OptionalInt block(String name) {
        int first = name.indexOf('.');
        int second = name.indexOf('.', first + 1);
        boolean list = second > 0 && (name.startsWith("transformer_blocks.") || name.startsWith("blocks."));
        return list ? OptionalInt.of(Integer.parseInt(name.substring(first + 1, second))) : OptionalInt.empty();
    }
}
