package dev.patchbay.inspection.fit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An adapter module compared with the base.
 *
 * @param component of the base in which it is looked up
 * @param info the base's module of that very name, if there is one
 * @param location the module of the base found by any known naming convention; empty if none
 */
public record ModuleFit(AdapterModule module, String component, Optional<ModuleInfo> info, Optional<ModuleLocation> location) {

    public static ModuleFit of(AdapterModule module, BaseModel base, ModuleLocator locator) {
        String component = module.component().isEmpty() ? base.main().component() : module.component();
        return new ModuleFit(
                module,
                component,
                base.module(module.component(), module.module()),
                locator.locateByShapes(module.container(), module.component(), module.module(), module.piece(), module.infix()));
    }

    /** A module without a base to compare with. */
    public static ModuleFit alone(AdapterModule module) {
        return new ModuleFit(module, module.component(), Optional.empty(), Optional.empty());
    }

    /** Down and up of a low-rank pair as far as they exist, down first. */
    public List<MappedTensor> halves() {
        return Stream.of(module.down(), module.up()).flatMap(Optional::stream).toList();
    }

    /** Everything but alpha, at least one. */
    public List<MappedTensor> parts() {
        return module.parts().entrySet().stream()
                .filter(part -> part.getKey() != Part.ALPHA)
                .map(part -> part.getValue())
                .toList();
    }

    /** Mapped name of the first part, used to name the module in messages. */
    public String firstName() {
        return parts().getFirst().name();
    }

    public boolean isMatched() {
        return info.isPresent();
    }

    /** True if the base has the module, but the name holds something that does not belong there. */
    public boolean isBehindStrays() {
        return !isMatched() && location.filter(one -> one.naming() == Naming.STRAY).isPresent();
    }

    /** True for a name with underscores for dots. */
    public boolean isFlattened() {
        return AdapterKey.parse(firstName()).map(AdapterKey::isFlattened).orElse(false);
    }

    /** True if the base has a module of this kind, in any block, under another program's name. */
    public boolean isForeignKind(ModuleLocator locator) {
        return locator.nativeNames()
                .find(BlockTemplate.of(module.module()).replace(BlockTemplate.BLOCK, "0"))
                .isPresent();
    }

    public boolean isLowRankPair() {
        return module.algorithm() == Algorithm.LORA;
    }

    /** The inputs of the layer it was trained on: columns of a pair's down matrix. */
    public OptionalLong in() {
        return module.inputs();
    }

    /** The outputs of that layer: rows of a pair's up matrix. */
    public OptionalLong out() {
        return module.outputs();
    }

    /** True if all existing parts fit the base's weight. */
    public boolean shapesFit() {
        return info.map(one -> module.fits(one.weight())).orElse(false);
    }

    /** Shape of the weight that the module changes, under whatever name it is found; empty if the base has none. */
    public Optional<Shape> weight() {
        return info.map(ModuleInfo::weight).or(() -> location.map(ModuleLocation::weight));
    }

    /** True if the base has the weight, under whatever name, with other sizes. */
    public boolean isMisshapen() {
        return weight().map(weight -> !module.fits(weight)).orElse(false);
    }

    /** True if the pair does not fit as it is, but would transposed, as MLX stores it. */
    public boolean isTransposed() {
        return weight().filter(weight -> weight.dimensions() >= 2 && isMisshapen() && module.isPair())
                .map(weight -> module.form().fitsTurned(module.shapes(), weight))
                .orElse(false);
    }

    /** False if factors exist whose ranks differ, such as rows of down and columns of up. */
    public boolean ranksAgree() {
        return module.multiplies();
    }

    /** False for algorithms that have no inner size, such as (IA)³ and whole differences. */
    public boolean hasRank() {
        return isLowRankPair() || module.rank() > 0;
    }

    /** True if the module will take effect: it is complete, the base has it, and shapes and expected rank agree. */
    public boolean fits(Expectation expectation) {
        boolean expectedRank = expectation.rank().isEmpty() || !hasRank() || expectation.rank().getAsLong() == module.rank();
        return module.isComplete() && isMatched() && shapesFit() && ranksAgree() && expectedRank;
    }
}
