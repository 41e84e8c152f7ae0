/** Files and folders that are there whole or not at all, and are proven before they get their names. */
@NullMarked
package dev.patchbay.files;

import org.jspecify.annotations.NullMarked;
