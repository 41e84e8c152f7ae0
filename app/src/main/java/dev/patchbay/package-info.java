/** Patchbay: a workbench for LoRA checkpoints. The packages below form two rings, described in the architecture record. */
@NullMarked
package dev.patchbay;

import org.jspecify.annotations.NullMarked;
