/**
 * What several commands tell alike: summaries of adapters, problems and verdicts as JSON fields, rows of tensors. Field names are an
 * interface for scripts: they are added to, never changed. Texts for people are in the message bundles.
 */
@NullMarked
package dev.patchbay.cli.report;

import org.jspecify.annotations.NullMarked;
