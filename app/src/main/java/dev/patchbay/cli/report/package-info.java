/** What commands tell: summaries and JSON fields that several of them share. */
@NullMarked
package dev.patchbay.cli.report;

import org.jspecify.annotations.NullMarked;
