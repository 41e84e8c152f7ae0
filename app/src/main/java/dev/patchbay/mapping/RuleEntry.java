package dev.patchbay.mapping;

/**
 * A rule of a rule set with its switch.
 *
 * @param enabled a disabled rule stays in the list but is not applied
 */
public record RuleEntry(Rule rule, boolean enabled) {

    public RuleEntry(Rule rule) {
        this(rule, true);
    }
}
