package dev.patchbay.inspection.fit;

/**
 * What reaches a base module.
 *
 * @param component of the base
 * @param module inside the component
 * @param rank of the adapter module that reaches it
 * @param fits false if a shape, the expected rank or a missing half stands against it
 * @param sources stored tensors that reach it, down first
 */
public record ModuleReach(String component, String module, long rank, boolean fits, java.util.List<String> sources) {}
