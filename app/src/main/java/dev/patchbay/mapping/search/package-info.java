/**
 * Finds the rules that suit a file: candidates (always including a person's own), each applied once and scored by how many tensors match
 * the base model or the catalogue. Window, checks, suggestions and every command use it. Start with {@link RuleSearch}.
 */
@NullMarked
package dev.patchbay.mapping.search;

import org.jspecify.annotations.NullMarked;
