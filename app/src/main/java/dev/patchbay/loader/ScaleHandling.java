package dev.patchbay.loader;

/** What an export does with the scale of an adapter. */
public enum ScaleHandling {
    /** Multiplied into the up matrices, so that the program's default scale gives the right product. */
    FOLDED,
    /** Written as rank and alpha into the metadata that diffusers honours. */
    METADATA,
    /** Written as rank and alpha into {@code adapter_config.json}. */
    CONFIG,
    /** Written as an alpha tensor beside each module. */
    ALPHA_TENSOR,
    /** The program's default scale is right: nothing to write. */
    NONE
}
