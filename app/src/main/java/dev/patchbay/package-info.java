/**
 * Patchbay: a workbench for LoRA checkpoints. The packages below form two rings. The core knows no window: it opens checkpoints, maps
 * names, inspects, exports and makes clips. The outer ring is the window ({@code ui}), the command line ({@code cli}), and {@code launch},
 * which puts the parts together. {@code app/docs/architecture.md} has the data flow, who may use whom, and a glossary; ArchUnit tests hold
 * the lines.
 */
@NullMarked
package dev.patchbay;

import org.jspecify.annotations.NullMarked;
