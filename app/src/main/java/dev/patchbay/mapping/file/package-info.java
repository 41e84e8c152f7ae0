/** Rules as text: rule files, lines, the rules that come with Patchbay, and a person's own. */
@NullMarked
package dev.patchbay.mapping.file;

import org.jspecify.annotations.NullMarked;
