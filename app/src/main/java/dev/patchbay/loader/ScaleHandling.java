package dev.patchbay.loader;

/** What an export does with the scale of an adapter. */
public enum ScaleHandling {
    /** Multiplied into the up matrices, so that the reader's own scale comes to the right product. */
    FOLDED,
    /** Written as rank and alpha into the metadata that diffusers honours. */
    METADATA,
    /** Written as rank and alpha into {@code adapter_config.json}. */
    CONFIG,
    /** Written as an alpha tensor beside each module. */
    ALPHA_TENSOR,
    /** The reader's own scale is right as it is: nothing to do. */
    NONE
}
