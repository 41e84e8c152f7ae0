/** Finding rules: how alike two names are, and which rule one pair of names stands for. */
@NullMarked
package dev.patchbay.matching;

import org.jspecify.annotations.NullMarked;
