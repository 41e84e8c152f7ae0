package dev.patchbay.loader.peft;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Modules of a model that are no layers. In their names {@code #} is the number of a block.
 *
 * @param bare without any tensor: dropouts, activations, norms that learn nothing
 * @param embeddings which get parameters of their own
 * @param matrices with a matrix for a weight, and nothing that PEFT can put a pair beside
 * @param depthwise convolutions of as many groups as channels
 */
record OtherModules(List<String> bare, List<String> embeddings, List<String> matrices, List<String> depthwise) {

    private static final String NUMBER = "#";

    boolean isEmbedding(String module) {
        return is(embeddings, module);
    }

    boolean isMatrix(String module) {
        return is(matrices, module);
    }

    boolean isDepthwise(String module) {
        return is(depthwise, module);
    }

    private static boolean is(List<String> names, String module) {
        return names.stream().anyMatch(name -> name.contains(NUMBER)
                ? Pattern.matches(Pattern.quote(name).replace(NUMBER, "\\E\\d{1,4}\\Q"), module)
                : name.equals(module));
    }

    /**
     * Names of the modules without tensors; each is there if what it is in is.
     *
     * @param others names of all modules with tensors and of what contains them
     */
    Set<String> names(Set<String> others) {
        Set<String> found = new LinkedHashSet<>();
        Predicate<String> exists = name -> others.contains(name) || found.contains(name);
        for (String pattern : bare) {
            names(List.of(pattern.split("\\.")), exists).stream().filter(name -> !others.contains(name)).forEach(found::add);
        }
        return found;
    }

    private static Set<String> names(List<String> words, Predicate<String> exists) {
        Set<String> begun = Set.of("");
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            boolean last = at == words.size() - 1;
            begun = begun.stream()
                    .map(name -> name.isEmpty() ? "" : name + ".")
                    .flatMap(stem -> word.equals(NUMBER)
                            ? numbered(stem, exists)
                            : Stream.of(stem + word))
                    .filter(name -> last || exists.test(name))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return begun;
    }

    private static Stream<String> numbered(String stem, Predicate<String> exists) {
        return IntStream.iterate(0, number -> exists.test(stem + number), number -> number + 1).mapToObj(number -> stem + number);
    }
}
