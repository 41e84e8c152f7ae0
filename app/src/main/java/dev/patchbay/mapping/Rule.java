package dev.patchbay.mapping;

/**
 * One step that changes names, shapes or values. Rules act in order, each on the names as the rules before it left them; a name that a rule
 * does not match passes unchanged (but see {@link KeepRule}). Text form and semantics: {@code docs/rule-files.md}.
 */
public sealed interface Rule permits DropRule, KeepRule, RenameRule, ScaleRule, SplitRule {

    /** Which names the rule acts on. */
    KeyPattern pattern();

    /** The rule as a person reads it in one line: {@code rename a.{i:int}.b → c.{i}.d}. */
    String describe();
}
