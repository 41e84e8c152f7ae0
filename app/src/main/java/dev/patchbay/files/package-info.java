/**
 * Files and folders that are there whole or not at all. What is written gets a hidden name beside its target, is flushed, read again and
 * compared, and only then gets its name; a crash, a full disk or a cancellation leaves the old file or nothing. One lock keeps two writers
 * from one target. Nothing here knows adapters, models or programs: exports, clips, user models and the demo all write through it. Start
 * with {@link VerifiedOutput}.
 */
@NullMarked
package dev.patchbay.files;

import org.jspecify.annotations.NullMarked;
