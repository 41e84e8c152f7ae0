package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import java.util.List;

/**
 * One step that changes names, shapes or values. Rules act in order, each on the names as the rules before it left them; a name that a rule
 * does not match passes unchanged (but see {@link KeepRule}). Text form and semantics: {@code docs/rule-files.md}.
 */
public sealed interface Rule
        permits DropRule, FuseRule, GatherRule, KeepRule, RenameRule, ScaleRule, SplitRule, TransposeRule, UnflattenRule {

    /** Which names the rule acts on; the first of {@link #patterns}. */
    KeyPattern pattern();

    /** Every pattern of the rule: it acts on the names that one of them matches. */
    default List<KeyPattern> patterns() {
        return List.of(pattern());
    }

    /** The rule as a person reads it in one line: {@code rename a.{i:int}.b → c.{i}.d}. */
    String describe();
}
