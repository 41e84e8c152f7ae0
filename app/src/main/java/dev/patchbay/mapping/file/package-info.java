/**
 * Rules as text: the JSON of rule files, the one-line form that people edit, the sets that come with Patchbay ({@link BuiltInRules}) and
 * a person's own ({@link RuleShelf}). Unknown content is an error, so that loading and saving loses nothing.
 * {@code app/docs/rule-files.md} is the reference.
 */
@NullMarked
package dev.patchbay.mapping.file;

import org.jspecify.annotations.NullMarked;
