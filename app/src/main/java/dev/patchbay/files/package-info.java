/**
 * Writing of files and folders that are there whole or not at all. A {@code WholeOutput} is written under a hidden name, flushed, checked and only
 * then given its own, so a kill, a cancel or a full disk leaves what was there before; a lock keeps other writers of the same target away. A
 * {@code VerifiedOutput} is one of {@code OutputFile}s, tensors and texts, that are read again and compared before they get their name; {@code Shards}
 * divides a model among several. Everything that ends under a name a person gave is written here, and nothing that is read meanwhile
 * ({@code SourceFiles}) is ever written over. What is written, and how near it must be to what was wanted, is decided by those who plan: this
 * package knows tensors and the writers of checkpoints, and no adapters, loaders or base models. Start reading at {@code VerifiedOutput}.
 */
@NullMarked
package dev.patchbay.files;

import org.jspecify.annotations.NullMarked;
