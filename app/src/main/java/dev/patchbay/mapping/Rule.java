package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import java.util.List;

/**
 * One step that changes names, shapes or values. Rules are applied in order, each to the names that the rules before it left; a tensor
 * whose name does not match passes unchanged (but see {@link KeepRule}). Syntax and semantics: {@code docs/rule-files.md}.
 */
public sealed interface Rule
        permits DropRule, FuseRule, GatherRule, KeepRule, RenameRule, ScaleRule, SplitRule, TransposeRule, UnflattenRule {

    /** The pattern for the names the rule applies to; the first of {@link #patterns}. */
    KeyPattern pattern();

    /** All patterns of the rule: it applies to names that one of them matches. */
    default List<KeyPattern> patterns() {
        return List.of(pattern());
    }

    /** The rule as a person reads it in one line: {@code rename a.{i:int}.b → c.{i}.d}. */
    String describe();
}
