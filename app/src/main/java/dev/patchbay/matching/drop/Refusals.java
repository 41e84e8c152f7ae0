package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.drop.DropOutcome.Refused;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.MatchedNames;
import dev.patchbay.matching.names.Names;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sentences for drops that cannot become a rule: why not, and what would help. */
final class Refusals {

    private Refusals() {}

    static Refused of(String key, Object... arguments) {
        return new Refused(Message.of("matching." + key, arguments));
    }

    /** Refuses a module that low-rank adapters do not change, such as a norm, and one that already has an adapter. */
    static Optional<Refused> target(ModuleInfo module, Candidates candidates, MatchedNames matched) {
        if (!module.adaptable()) {
            String example = candidates.adaptable().map(ModuleInfo::name).findFirst().orElse("–");
            return Optional.of(of("norm", module.name(), module.weight(), example));
        }
        return matched.at(candidates.component(), module.name()).map(tensor -> of("taken", module.name(), tensor));
    }

    /** For a tensor that is no half of a low-rank pair. */
    static Refused noPair(TensorInfo tensor, ModuleInfo module) {
        Shape shape = tensor.shape();
        Shape weight = module.weight();
        if (shape.equals(weight)) {
            return of("wholeWeight", tensor.name(), shape, module.name());
        }
        boolean matrix = shape.dimensions() == weight.dimensions();
        if (matrix && shape.size(1) == weight.size(1) && shape.size(0) < weight.size(0)) {
            return of("noPartner", tensor.name(), shape, "[" + weight.size(0) + ", " + shape.size(0) + "]");
        }
        if (matrix && shape.size(0) == weight.size(0) && shape.size(1) < weight.size(1)) {
            return of("noPartner", tensor.name(), shape, "[" + shape.size(1) + ", " + weight.size(1) + "]");
        }
        return of("notHalf", tensor.name(), shape, module.name(), weight);
    }

    /** For a pair whose product has another shape than the weight. */
    static Refused size(LowRankPair pair, ModuleInfo module) {
        Shape delta = pair.delta();
        Shape weight = module.weight();
        String name = Names.last(module.name());
        if (isSquare(delta) && isSquare(weight)) {
            return of("width", delta.size(0), name, weight.size(0));
        }
        if (delta.dimensions() == 2 && weight.equals(Shape.of(delta.size(1), delta.size(0)))) {
            return of("transposed", delta, module.name(), weight);
        }
        return of("size", delta, module.name(), weight);
    }

    private static boolean isSquare(Shape shape) {
        return shape.dimensions() == 2 && shape.size(0) == shape.size(1);
    }

    /** For a pair that fits several modules below the branch equally well. */
    static Refused several(LowRankPair pair, String branch, List<ModuleInfo> modules) {
        String names = IntStream.range(0, Math.min(modules.size(), 4)).mapToObj(i -> modules.get(i).name())
                .collect(Collectors.joining(", "));
        return of("several", pair.down().name(), branch, names + (modules.size() > 4 ? ", …" : ""));
    }
}
