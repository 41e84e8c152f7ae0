/**
 * The central directory of a mapped zip archive, with 64-bit fields and with checks against hostile archives (overlapping entries, zip
 * bombs). The JDK's zip file system copies entries into the heap, which is impossible with archives of 13 GB. Nothing here knows what the
 * entries mean. Start with {@link ArchiveDirectory}.
 */
@NullMarked
package dev.patchbay.checkpoint.zip;

import org.jspecify.annotations.NullMarked;
