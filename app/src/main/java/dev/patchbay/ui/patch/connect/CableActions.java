package dev.patchbay.ui.patch.connect;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the cables know and do beyond being drawn.
 *
 * @param rules the rules that connect both ends of a cable, in words
 * @param show called for a cable that is clicked, once its rows are shown
 */
public record CableActions(Function<Cable, List<String>> rules, Consumer<Cable> show) {}
