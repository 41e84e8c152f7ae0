package dev.patchbay.loader.diffusers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes pairs out of the names that are left and makes pairs of diffusers' modules of them.
 *
 * @param modules which, and what becomes of them; the first that matches counts
 * @param ends as they are; empty for those that {@link PairEnds#found} says
 * @param made ends as they become
 * @param alpha what is done with an alpha tensor
 * @param complete true if a down matrix needs its up matrix, and a lone up matrix stays; false if each half goes alone unless an alpha
 *     is there
 * @param bias end of a difference of the bias that goes with the pair; empty if none does
 */
record PairStep(
        List<ModuleTarget> modules, Optional<PairEnds> ends, PairEnds made, Alpha alpha, boolean complete, String bias)
        implements ConversionStep {

    private static final String ALPHA = ".alpha";
    private static final Pattern UP_WEIGHT = Pattern.compile("\\.weight$");

    /** What a converter does with the alpha of a pair. */
    enum Alpha {
        /** It is multiplied in if it is there. */
        OPTIONAL,
        /** It has to be there. */
        REQUIRED,
        /** It is left where it is. */
        LEFT
    }

    @Override
    public void run(Conversion state) throws LoaderStop {
        PairEnds spelled = ends.orElseGet(() -> PairEnds.found(state.left()));
        for (String module : candidates(state.left(), spelled)) {
            for (ModuleTarget target : modules) {
                Matcher matcher = target.module().matcher(module);
                if (matcher.matches()) {
                    convert(state, module, spelled, target, matcher);
                    break;
                }
            }
        }
    }

    private Set<String> candidates(StateDict left, PairEnds spelled) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : left.names()) {
            add(found, name, spelled.down());
            if (!complete) {
                add(found, name, spelled.up());
                add(found, name, ALPHA);
            }
            if (!bias.isEmpty()) {
                add(found, name, bias);
            }
        }
        return found;
    }

    private static void add(Set<String> found, String name, String end) {
        if (name.endsWith(end)) {
            found.add(name.substring(0, name.length() - end.length()));
        }
    }

    private void convert(Conversion state, String module, PairEnds spelled, ModuleTarget target, Matcher matcher) throws LoaderStop {
        StateDict left = state.left();
        boolean both = complete ? left.has(module + spelled.down()) : alpha != Alpha.LEFT && left.has(module + ALPHA);
        List<String> targets = target.targets().stream().map(matcher::replaceFirst).toList();
        if (both || left.has(module + spelled.down())) {
            Held down = left.take(module + spelled.down());
            targets.forEach(name -> state.made().put(name + made.down(), down));
        }
        if (both || !complete && left.has(module + spelled.up())) {
            putPieces(state.made(), scaled(left, module, left.take(module + spelled.up())), target, targets, made.up());
        }
        if (both && alpha == Alpha.REQUIRED) {
            left.take(module + ALPHA);
        } else if (alpha == Alpha.OPTIONAL) {
            left.removeIf((module + ALPHA)::equals);
        }
        if (!bias.isEmpty() && left.has(module + bias)) {
            putPieces(state.made(), left.take(module + bias), target, targets, UP_WEIGHT.matcher(made.up()).replaceFirst(".bias"));
        }
    }

    /** An alpha that is multiplied in is part of what is made. */
    private Held scaled(StateDict left, String module, Held up) {
        return alpha != Alpha.LEFT && left.has(module + ALPHA) ? up.with(left.tensor(module + ALPHA)) : up;
    }

    private static void putPieces(StateDict made, Held tensor, ModuleTarget target, List<String> targets, String end) throws LoaderStop {
        List<Held> pieces = target.split().pieces(tensor, targets.size());
        for (int at = 0; at < pieces.size(); at++) {
            made.put(targets.get(at) + end, pieces.get(at));
        }
    }
}
