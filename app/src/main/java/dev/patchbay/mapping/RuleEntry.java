package dev.patchbay.mapping;

/**
 * A rule in a rule set.
 *
 * @param enabled a disabled rule stays in the list and does nothing
 */
public record RuleEntry(Rule rule, boolean enabled) {

    public RuleEntry(Rule rule) {
        this(rule, true);
    }
}
