package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One rule as one line of text, as a person edits it: {@link Rule#describe} writes it, {@link #parse} reads it back.
 *
 * <pre>
 * keep PATTERN
 * drop PATTERN
 * rename PATTERN → NAME
 * scale PATTERN by 0.5            (or: by 1/rank)
 * split PATTERN dim 0 → NAME, NAME, NAME
 * split PATTERN dim 0 sizes 3072,3072,12288 → NAME, NAME, NAME
 * </pre>
 *
 * <p>{@code ->} may stand for {@code →}, and {@code dim 0} may be left out.
 */
public final class RuleLine {

    private final String line;
    private final List<String> words;
    private int next = 1;

    private RuleLine(String line) {
        this.line = line;
        this.words = Arrays.asList(line.strip().split("\\s+"));
    }

    /** @throws RuleSyntaxException if the line is no rule; the message says what is wrong with it */
    public static Rule parse(String line) throws RuleSyntaxException {
        return new RuleLine(line).rule();
    }

    /** The rule as {@link #parse} reads it. */
    public static String print(Rule rule) {
        return rule.describe();
    }

    private Rule rule() throws RuleSyntaxException {
        Rule rule = switch (words.getFirst()) {
            case "keep" -> new KeepRule(pattern());
            case "drop" -> new DropRule(pattern());
            case "rename" -> rename();
            case "scale" -> scale();
            case "split" -> split();
            default -> throw new RuleSyntaxException(Message.of("mapping.lineKind", words.getFirst()));
        };
        if (next < words.size()) {
            throw new RuleSyntaxException(Message.of("mapping.lineMore", line.strip(), words.get(next)));
        }
        return RuleCheck.checked(rule);
    }

    private Rule rename() throws RuleSyntaxException {
        KeyPattern pattern = pattern();
        arrow();
        return new RenameRule(pattern, NameTemplate.parse(word()));
    }

    private Rule scale() throws RuleSyntaxException {
        KeyPattern pattern = pattern();
        if (!take("by")) {
            throw expected("by");
        }
        return new ScaleRule(pattern, factor(word()));
    }

    private Rule split() throws RuleSyntaxException {
        KeyPattern pattern = pattern();
        int dimension = take("dim") ? (int) number(word(), Integer.MAX_VALUE) : 0;
        List<Long> sizes = new ArrayList<>();
        if (take("sizes")) {
            for (String size : word().split(",", -1)) {
                sizes.add(number(size, Long.MAX_VALUE));
            }
        }
        arrow();
        List<NameTemplate> into = new ArrayList<>();
        for (String name : String.join(" ", words.subList(next, words.size())).split(",", -1)) {
            into.add(NameTemplate.parse(name.strip()));
        }
        next = words.size();
        return new SplitRule(pattern, dimension, sizes, into);
    }

    /** {@code 1/rank} or a number. */
    private static Factor factor(String word) throws RuleSyntaxException {
        if (word.equals("1/rank")) {
            return new Factor.OneOverRank();
        }
        Optional<Double> value = decimal(word);
        if (value.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.badFactor", word));
        }
        return new Factor.Constant(value.get());
    }

    private static Optional<Double> decimal(String word) {
        try {
            return word.matches("[-+0-9.eE]+") ? Optional.of(Double.valueOf(word)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private long number(String word, long most) throws RuleSyntaxException {
        if (word.matches("[0-9]{1,18}") && Long.parseLong(word) <= most) {
            return Long.parseLong(word);
        }
        throw new RuleSyntaxException(Message.of("mapping.lineNumber", line.strip(), word));
    }

    private KeyPattern pattern() throws RuleSyntaxException {
        return KeyPattern.parse(word());
    }

    private void arrow() throws RuleSyntaxException {
        if (!take("→") && !take("->")) {
            throw expected("→");
        }
    }

    private boolean take(String word) {
        boolean there = next < words.size() && words.get(next).equals(word);
        next += there ? 1 : 0;
        return there;
    }

    private String word() throws RuleSyntaxException {
        if (next == words.size()) {
            throw new RuleSyntaxException(Message.of("mapping.lineEnds", line.strip()));
        }
        return words.get(next++);
    }

    private RuleSyntaxException expected(String what) {
        String found = next < words.size() ? words.get(next) : "";
        return new RuleSyntaxException(Message.of("mapping.lineExpected", line.strip(), what, found));
    }
}
