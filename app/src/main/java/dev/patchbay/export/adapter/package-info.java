/** An adapter under the names, in the shapes and with the scale that another program reads. */
@NullMarked
package dev.patchbay.export.adapter;

import org.jspecify.annotations.NullMarked;
