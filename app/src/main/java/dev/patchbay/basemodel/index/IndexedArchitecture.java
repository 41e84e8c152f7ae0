package dev.patchbay.basemodel.index;

/**
 * An architecture as the index knows it.
 *
 * @param name of its file in the catalogue
 * @param className class that diffusers or transformers load it with
 */
public record IndexedArchitecture(String name, String family, String component, String className) {}
