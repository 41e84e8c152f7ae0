package dev.patchbay.mapping.pattern;

import java.util.Map;
import java.util.Optional;

/**
 * What came of trying a pattern on a name.
 *
 * @param captures by name if the whole name matches; a choice with the text it yields
 * @param deadEnds states that failed: how much work it was
 */
public record PatternMatch(Optional<Map<String, String>> captures, int deadEnds) {

    static final PatternMatch IMPOSSIBLE = new PatternMatch(Optional.empty(), 0);
}
