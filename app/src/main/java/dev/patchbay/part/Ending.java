package dev.patchbay.part;

import java.util.OptionalInt;

/**
 * What the end of a tensor's name says, and what stands before it.
 *
 * @param module with its prefixes
 * @param piece number of the piece of a fused layer
 * @param infix an adapter's name; empty if there is none
 */
record Ending(String module, OptionalInt piece, Part part, String infix) {}
