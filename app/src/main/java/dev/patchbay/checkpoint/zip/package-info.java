/**
 * The directory of a zip archive, read over its mapping, with 64-bit fields and with the checks that hostile archives make necessary
 * (entries that overlap, bombs). The JDK's zip file system copies entries into the heap, which archives of 13 GB forbid. Nothing here
 * knows what the entries mean. Start with {@link ArchiveDirectory}.
 */
@NullMarked
package dev.patchbay.checkpoint.zip;

import org.jspecify.annotations.NullMarked;
