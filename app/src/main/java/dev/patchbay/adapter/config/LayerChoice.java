package dev.patchbay.adapter.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks that a configuration is for: {@code layers_to_transform}, in lists of blocks of these names.
 *
 * @param numbers none for all blocks
 * @param lists names of lists of blocks, {@code layers_pattern}; none for the first numbered one in a name, unless the name begins with it
 */
record LayerChoice(Set<Long> numbers, List<String> lists) {

    private static final Pattern FIRST = Pattern.compile("^.*?\\.[^.]*\\.(\\d{1,18})\\.");

    private static final Pattern NUMBER = Pattern.compile("\\G(\\d{1,18})\\.");

    LayerChoice {
        numbers = Set.copyOf(numbers);
        lists = List.copyOf(lists);
    }

    boolean isForAll() {
        return numbers.isEmpty();
    }

    boolean contains(String module) {
        return isForAll() || number(module).filter(numbers::contains).isPresent();
    }

    private Optional<Long> number(String module) {
        if (lists.isEmpty()) {
            return group(FIRST.matcher(module));
        }
        return lists.stream()
                .map(list -> number(list, module))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The number after the first {@code list} in a name, where a whole number and a dot come after it. */
    private static Optional<Long> number(String list, String module) {
        String lead = list + ".";
        for (int at = module.indexOf(lead); at >= 0; at = module.indexOf(lead, at + 1)) {
            if (at == 0 || module.charAt(at - 1) == '.') {
                Optional<Long> number = group(NUMBER.matcher(module).region(at + lead.length(), module.length()));
                if (number.isPresent()) {
                    return number;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> group(Matcher matcher) {
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
