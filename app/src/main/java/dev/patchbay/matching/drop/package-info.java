/** From one connected pair to rules: what a drop could mean. */
@NullMarked
package dev.patchbay.matching.drop;

import org.jspecify.annotations.NullMarked;
