/**
 * The one place where files that a person names, or that lie beside them, are opened for reading. Only regular files are: a pipe would be
 * waited for without end, a device may never end, and a socket cannot be read. Links are followed, and a link that leads back to itself is
 * called one. Who reads a file of any kind starts with {@link RegularFiles}.
 */
@NullMarked
package dev.patchbay.files.reading;

import org.jspecify.annotations.NullMarked;
