package dev.patchbay.inspection.values;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorStatistics;
import java.util.Map;
import java.util.Set;

/**
 * Whether the parts of a module change nothing. Every algorithm starts neutral in its own way: a product by a factor that is zero, (IA)³ by
 * ones or, in LyCORIS, by zeros that are added to one, a rotation by an angle of zero.
 */
final class NeutralParts {

    private NeutralParts() {}

    /** @param statistics of the parts that were read */
    static boolean isNeutral(Algorithm algorithm, Map<Part, TensorStatistics> statistics) {
        return switch (algorithm) {
            case LORA ->
                anyZero(statistics, Part.DOWN, Part.MID, Part.UP, Part.EMBEDDING_DOWN, Part.EMBEDDING_UP)
                        && allZero(statistics, Part.UP_BIAS);
            case ADALORA -> anyZero(statistics, Part.DOWN, Part.UP, Part.LORA_E);
            case LOHA ->
                anyZero(
                        statistics,
                        Part.HADA_W1_A,
                        Part.HADA_W1_B,
                        Part.HADA_W2_A,
                        Part.HADA_W2_B,
                        Part.HADA_T1,
                        Part.HADA_T2);
            case LOKR ->
                anyZero(
                        statistics,
                        Part.LOKR_W1,
                        Part.LOKR_W1_A,
                        Part.LOKR_W1_B,
                        Part.LOKR_T1,
                        Part.LOKR_W2,
                        Part.LOKR_W2_A,
                        Part.LOKR_W2_B,
                        Part.LOKR_T2);
            case IA3 -> isNeutralVector(statistics);
            case OFT, BOFT -> allZero(statistics, Part.OFT_BLOCKS, Part.OFT_R, Part.BOFT_R);
            case GLORA ->
                anyZero(statistics, Part.GLORA_A1, Part.GLORA_A2)
                        && anyZero(statistics, Part.GLORA_B1, Part.GLORA_B2)
                        && allZero(statistics, Part.GLORA_BM);
            case VERA -> anyZero(statistics, Part.VERA_LAMBDA_B, Part.VERA_LAMBDA_D);
            case FULL_DIFF -> !statistics.containsKey(Part.SET_WEIGHT) && allZero(statistics, Part.DIFF, Part.DIFF_BIAS);
            case NORM_DIFF -> allZero(statistics, Part.NORM_WEIGHT, Part.NORM_BIAS);
        };
    }

    /** Beside {@code on_input} LyCORIS' vector is added to one; PEFT's multiplies as it is. */
    private static boolean isNeutralVector(Map<Part, TensorStatistics> statistics) {
        TensorStatistics vector = statistics.get(Part.IA3);
        double neutral = statistics.containsKey(Part.ON_INPUT) ? 0 : 1;
        return vector != null && vector.count() > 0 && vector.min() == neutral && vector.max() == neutral;
    }

    private static boolean anyZero(Map<Part, TensorStatistics> statistics, Part... factors) {
        return Set.of(factors).stream().filter(statistics::containsKey).map(statistics::get).anyMatch(NeutralParts::isZero);
    }

    private static boolean allZero(Map<Part, TensorStatistics> statistics, Part... parts) {
        return Set.of(parts).stream().filter(statistics::containsKey).map(statistics::get).allMatch(NeutralParts::isZero);
    }

    private static boolean isZero(TensorStatistics tensor) {
        return tensor.zeros() == tensor.count();
    }
}
