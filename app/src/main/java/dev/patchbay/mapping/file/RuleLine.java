package dev.patchbay.mapping.file;

import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.FuseRule;
import dev.patchbay.mapping.GatherRule;
import dev.patchbay.mapping.GatherRule.Target;
import dev.patchbay.mapping.KeepRule;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleCheck;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.SplitRule;
import dev.patchbay.mapping.TransposeRule;
import dev.patchbay.mapping.UnflattenRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * split PATTERN dim 0 pair divide → NAME, NAME, NAME
 * gather PATTERN dim 0 chunks 12 → NAME [0,1,2,6,7,8], NAME [3,4,5,9,10,11]
 * fuse PATTERN, PATTERN, PATTERN dim 0 → NAME        (or: dim 0 pair share)
 * transpose PATTERN
 * unflatten PATTERN component text_encoder → NAME    (without component: the one adapters are made for)
 * </pre>
 *
 * <p>{@code ->} may stand for {@code →}, and {@code dim 0} may be left out.
 */
public final class RuleLine {

    /** A name with its chunks, and the comma before the next target. */
    private static final Pattern TARGET = Pattern.compile("\\s*([^\\s\\[]\\S*)\\s+\\[([0-9, ]*)\\]\\s*(?:,|$)");

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
            case "gather" -> gather();
            case "fuse" -> fuse();
            case "transpose" -> new TransposeRule(pattern());
            case "unflatten" -> unflatten();
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
        int dimension = dimension();
        List<Long> sizes = new ArrayList<>();
        if (take("sizes")) {
            for (String size : word().split(",", -1)) {
                sizes.add(number(size, Long.MAX_VALUE));
            }
        }
        boolean divides = pair("divide", "share");
        arrow();
        List<NameTemplate> into = new ArrayList<>();
        for (String name : rest().split(",", -1)) {
            into.add(NameTemplate.parse(name.strip()));
        }
        return new SplitRule(pattern, dimension, sizes, into, divides ? SplitRule.SplitPair.DIVIDE : SplitRule.SplitPair.SHARE);
    }

    private Rule gather() throws RuleSyntaxException {
        KeyPattern pattern = pattern();
        int dimension = dimension();
        if (!take("chunks")) {
            throw expected("chunks");
        }
        int chunks = (int) number(word(), Integer.MAX_VALUE);
        arrow();
        List<Target> into = new ArrayList<>();
        String rest = rest();
        Matcher target = TARGET.matcher(rest);
        int end = 0;
        while (end < rest.length() && target.lookingAt()) {
            List<Integer> indices = new ArrayList<>();
            for (String index : target.group(2).split(",", -1)) {
                indices.add((int) number(index.strip(), Integer.MAX_VALUE));
            }
            into.add(new Target(NameTemplate.parse(target.group(1)), indices));
            end = target.end();
            target.region(end, rest.length());
        }
        if (end < rest.length() || into.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.lineGather", line.strip(), rest.substring(end)));
        }
        return new GatherRule(pattern, dimension, chunks, into);
    }

    private Rule fuse() throws RuleSyntaxException {
        List<KeyPattern> patterns = new ArrayList<>();
        boolean more = true;
        while (more) {
            String word = word();
            more = word.endsWith(",");
            patterns.add(KeyPattern.parse(more ? word.substring(0, word.length() - 1) : word));
        }
        int dimension = dimension();
        boolean shares = pair("share", "stack");
        arrow();
        return new FuseRule(patterns, dimension, NameTemplate.parse(word()), shares ? FuseRule.FusedPair.SHARE : FuseRule.FusedPair.STACK);
    }

    private Rule unflatten() throws RuleSyntaxException {
        KeyPattern pattern = pattern();
        String component = take("component") ? word() : "";
        arrow();
        return new UnflattenRule(pattern, component, NameTemplate.parse(word()));
    }

    private int dimension() throws RuleSyntaxException {
        return take("dim") ? (int) number(word(), Integer.MAX_VALUE) : 0;
    }

    /** True if {@code pair} is followed by the first word, false by the second or if there is none. */
    private boolean pair(String yes, String no) throws RuleSyntaxException {
        if (!take("pair")) {
            return false;
        }
        String word = word();
        if (!word.equals(yes) && !word.equals(no)) {
            throw new RuleSyntaxException(Message.of("mapping.badPair", word, no + ", " + yes));
        }
        return word.equals(yes);
    }

    /** The rest of the line. */
    private String rest() {
        String rest = String.join(" ", words.subList(next, words.size()));
        next = words.size();
        return rest;
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
