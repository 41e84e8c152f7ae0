package dev.patchbay.matching.drop;

/**
 * One connection that a person made by dragging.
 *
 * @param dragged full name of a tensor, or a branch above tensors
 * @param component of the base model, {@code transformer}; empty for the main one
 * @param module name inside the component, or a branch above modules
 */
public record Drop(String dragged, String component, String module) {}
