package dev.patchbay.mapping;

/**
 * A rule of a rule set with its switch.
 *
 * @param enabled a disabled rule stays in the list but is not applied
 * @param comment why it is there, for people; empty for none
 */
public record RuleEntry(Rule rule, boolean enabled, String comment) {

    public RuleEntry(Rule rule, boolean enabled) {
        this(rule, enabled, "");
    }

    public RuleEntry(Rule rule) {
        this(rule, true);
    }
}
