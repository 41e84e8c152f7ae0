/**
 * The programs that read adapters, one object each: how it spells modules and parts, what it takes, how it is told the scale, which files
 * it reads, and what it will do with a given file, step by step as its own code goes and in the version that is stated. Verdicts follow
 * the loader even where it is wrong. Differences between families are data beside the rules. Where a program's behaviour is not known,
 * that is said.
 */
@NullMarked
package dev.patchbay.loader;

import org.jspecify.annotations.NullMarked;
