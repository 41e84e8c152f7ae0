/** What an adapter is meant for: components of a base model, each a dictionary of modules with their shapes, no weights needed. */
@NullMarked
package dev.patchbay.basemodel;

import org.jspecify.annotations.NullMarked;
