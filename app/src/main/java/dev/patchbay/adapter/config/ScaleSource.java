package dev.patchbay.adapter.config;

/** Where the scale of an adapter's product came from. */
public enum ScaleSource {
    /** A person set it. */
    CHOSEN,
    /** A scale rule of the rule set. */
    RULE,
    /** An {@code .alpha} tensor beside the pair. */
    ALPHA_TENSOR,
    /** {@code adapter_config.json} of a PEFT folder. */
    ADAPTER_CONFIG,
    /** {@code lora_adapter_metadata} in the file. */
    METADATA,
    /** An export by Patchbay that multiplied the scale into the matrices and says so in its metadata: 1 is right. */
    FOLDED,
    /** SwissArmyTransformer writes no scale and uses alpha 1: 1 / rank. */
    SAT_DEFAULT,
    /** The algorithm has no scale, or the rule for it is always 1: differences of full rank, rotations, LoKr of two whole factors. */
    FIXED,
    /** Nothing says it; loaders take 1. */
    ASSUMED_ONE
}
