package dev.patchbay.soak;

import java.util.List;

/**
 * What a part counted.
 *
 * @param summary one line with numbers and seeds
 * @param faults a line for each; none if everything held
 */
record SoakResult(String summary, List<String> faults) {

    SoakResult {
        faults = List.copyOf(faults);
    }
}
