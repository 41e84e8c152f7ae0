package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The class of each algorithm. */
public final class ChangeForms {

    private static final Map<Algorithm, ChangeForm> FORMS =
            Arrays.stream(Algorithm.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), ChangeForms::form));

    private static final Map<Part, Set<Algorithm>> OF_PART =
            Arrays.stream(Part.values()).collect(Collectors.toUnmodifiableMap(Function.identity(), ChangeForms::find));

    private ChangeForms() {}

    private static ChangeForm form(Algorithm algorithm) {
        return switch (algorithm) {
            case LORA -> new Lora();
            case LOHA -> new LoHa();
            case LOKR -> new LoKr();
            case IA3 -> new Ia3();
            case OFT -> new Oft();
            case BOFT -> new Boft();
            case GLORA -> new GLora();
            case VERA -> new Vera();
            case ADALORA -> new AdaLora();
            case FULL_DIFF -> new FullDifference();
            case NORM_DIFF -> new NormDifference();
        };
    }

    public static ChangeForm of(Algorithm algorithm) {
        return Objects.requireNonNull(FORMS.get(algorithm));
    }

    private static Set<Algorithm> find(Part part) {
        return FORMS.keySet().stream()
                .filter(algorithm -> of(algorithm).parts().contains(part))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Algorithm.class)));
    }

    /** The algorithms that have such a part; none for parts that go with any. */
    public static Set<Algorithm> having(Part part) {
        return Objects.requireNonNull(OF_PART.get(part));
    }
}
