package dev.patchbay.checkpoint.quantised;

/**
 * What ComfyUI's {@code comfy_quant} says of a layer.
 *
 * @param format {@code float8_e4m3fn}, {@code nvfp4}, …; empty if it says none
 * @param rotated whether groups of columns are rotated before they are quantised ({@code convrot})
 */
record LayerFormat(String format, boolean rotated) {}
