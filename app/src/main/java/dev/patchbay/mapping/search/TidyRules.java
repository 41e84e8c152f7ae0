package dev.patchbay.mapping.search;

import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.TidyName;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules that take out of a file's names what does not belong into them: {@code transformer._orig_mod.{rest:**}} becomes
 * {@code transformer.{rest}}. One for each kind of name, with captures for the numbers.
 */
final class TidyRules {

    /** Name of the set, for people. */
    static final String NAME = "Names without what does not belong there";

    private static final Pattern NUMBER = Pattern.compile("(?<=[._])\\d+(?=[._]|$)");

    private TidyRules() {}

    /** Empty if all names are tidy. */
    static Optional<RuleSet> of(Collection<String> names) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String name : names) {
            TidyName.ofTensor(name).ifPresent(tidy -> add(rules, AdapterKey.path(name).orElseThrow(), tidy.name()));
        }
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new RuleSet(NAME, "", "", "", List.of()).plus(List.copyOf(rules.values())));
    }

    private static void add(Map<String, Rule> rules, String path, String tidy) {
        int common = common(path, tidy);
        String from = path.substring(0, path.length() - common);
        String to = tidy.substring(0, tidy.length() - common);
        String kind = OpenNumbers.segments(from, "._", "{}");
        if (!rules.containsKey(kind) && from.indexOf('{') < 0 && from.indexOf('*') < 0) {
            rule(from, to).ifPresent(rule -> rules.put(kind, rule));
        }
    }

    /** Length of the end that both have, from a dot on. */
    private static int common(String one, String other) {
        int common = 0;
        for (int length = 1; length < Math.min(one.length(), other.length()); length++) {
            char c = one.charAt(one.length() - length);
            if (c != other.charAt(other.length() - length)) {
                break;
            }
            common = c == '.' ? length : common;
        }
        return common;
    }

    private static Optional<RenameRule> rule(String from, String to) {
        boolean open = numbers(from).equals(numbers(to));
        String rest = from.isEmpty() ? "{rest:**}" : ".{rest:**}";
        try {
            KeyPattern pattern = KeyPattern.parse((open ? opened(from, ":int") : from) + rest);
            String target = (open ? opened(to, "") : to) + (to.isEmpty() ? "" : ".") + "{rest}";
            return Optional.of(new RenameRule(pattern, NameTemplate.parse(target)));
        } catch (RuleSyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<String> numbers(String name) {
        return NUMBER.matcher(name).results().map(result -> result.group()).toList();
    }

    private static String opened(String name, String kind) {
        int[] next = {0};
        return NUMBER.matcher(name).replaceAll(result -> Matcher.quoteReplacement("{n" + next[0]++ + kind + "}"));
    }
}
