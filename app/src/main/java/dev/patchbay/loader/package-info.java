/** What programs do with the file of an adapter, step by step as their loaders go. */
@NullMarked
package dev.patchbay.loader;

import org.jspecify.annotations.NullMarked;
