/** What mends problems: rules that are tried before they are offered. */
@NullMarked
package dev.patchbay.inspection.fix;

import org.jspecify.annotations.NullMarked;
