package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.PatternMatch;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one application of a rule set may cost, counted and not timed, so that the same rules end in the same way everywhere. Rules come
 * from strangers, and their cost is a product: rules × tensors × length of names, pieces × pieces. Honest sets stay far below each bound:
 * a thousand rules over ten thousand tensors take half of the steps.
 */
final class RuleEffort {

    /** A step is a look at one name; a second holds some twenty million. */
    static final long MOST_STEPS = 50_000_000;

    /** Tensors that rules may add to those of the file. */
    static final int MOST_ADDED = 250_000;

    /** Characters of all names together that rules may add to those of the file. */
    static final long MOST_CHARACTERS = 30_000_000;

    /** Parts of parts of one tensor. */
    static final int MOST_PIECES = 1 << 14;

    /** Recipes inside each other: as deep as rules that follow each other may cut and join one tensor. */
    static final int DEEPEST = 100;

    private static final int STEPS_OF_A_DEAD_END = 4;
    private static final int STEPS_OF_A_NAME = 16;
    private static final int STEPS_OF_A_KEY = 400;

    private final int mostTensors;
    private final long mostCharacters;
    private long left = MOST_STEPS;
    private final Map<String, Optional<AdapterKey>> keys = new HashMap<>();
    private int tensors;
    private long characters;

    RuleEffort(List<MappedTensor> given) {
        this.mostTensors = given.size() + MOST_ADDED;
        this.mostCharacters = MOST_CHARACTERS + given.stream().mapToLong(tensor -> tensor.name().length()).sum();
    }

    /** Ends the application; says which bound was reached. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Message explanation;

        private Exceeded(String key, Object... arguments) {
            super(key, null, false, false);
            this.explanation = Message.of(key, arguments);
        }

        Message explanation() {
            return explanation;
        }
    }

    /** A new rule begins; what it makes is counted from zero. */
    void begin() {
        tensors = 0;
        characters = 0;
    }

    /** The captures, if the name matches. */
    Optional<Map<String, String>> match(KeyPattern pattern, String name) {
        PatternMatch match = pattern.tried(name);
        int captures = match.captures().map(Map::size).orElse(0);
        spend(1 + name.length() / STEPS_OF_A_NAME + (long) STEPS_OF_A_DEAD_END * match.deadEnds() + captures);
        return match.captures();
    }

    /** What a name of a part of an adapter says, taken apart once. */
    Optional<AdapterKey> key(String name) {
        return keys.computeIfAbsent(name, unknown -> {
            spend(STEPS_OF_A_KEY);
            return AdapterKey.parseAny(unknown);
        });
    }

    /** @throws Exceeded if rules have done too much */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new Exceeded("mapping.muchWork", MOST_STEPS);
        }
    }

    /** One more tensor in the result of a rule. */
    MappedTensor kept(MappedTensor tensor) {
        characters += tensor.name().length();
        if (++tensors > mostTensors) {
            throw new Exceeded("mapping.manyTensors", mostTensors);
        }
        if (characters > mostCharacters) {
            throw new Exceeded("mapping.manyCharacters", mostCharacters);
        }
        return tensor;
    }

    /** Before {@code times} pieces are made of a tensor, or it becomes one of {@code times} parts. */
    void work(MappedTensor tensor, int times) {
        spend(STEPS_OF_A_NAME + tensor.rules().size() + (long) times * pieces(tensor.recipe(), DEEPEST));
    }

    /** A tensor as a rule made it. */
    MappedTensor made(MappedTensor tensor) {
        long pieces = pieces(tensor.recipe(), DEEPEST);
        spend(STEPS_OF_A_NAME + tensor.rules().size() + tensor.name().length() / STEPS_OF_A_NAME + pieces);
        if (pieces > MOST_PIECES) {
            throw new Exceeded("mapping.manyPieces", tensor.name(), MOST_PIECES);
        }
        return tensor;
    }

    /** Recipes in a recipe, itself included; one more than {@link #MOST_PIECES} if there are more, or they lie too deep. */
    private static long pieces(TensorRecipe recipe, int depth) {
        if (depth == 0) {
            return MOST_PIECES + 1L;
        }
        long sum = 1;
        for (TensorRecipe part : recipe.parts()) {
            sum += pieces(part, depth - 1);
            if (sum > MOST_PIECES) {
                return MOST_PIECES + 1L;
            }
        }
        return sum;
    }
}
