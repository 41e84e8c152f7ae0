/**
 * Results that are kept on disk because making them again takes minutes: text embeddings, clips. A key is everything that determines a
 * result; a file that is broken, or kept under another key, is as good as none. {@link KeptNumbers} bounds its folder, and losing it loses
 * nothing but time. Nothing here knows what the numbers mean.
 */
@NullMarked
package dev.patchbay.files.kept;

import org.jspecify.annotations.NullMarked;
