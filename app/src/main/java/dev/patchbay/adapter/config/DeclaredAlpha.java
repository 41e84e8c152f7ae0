package dev.patchbay.adapter.config;

/**
 * A declared alpha, the numerator of the scale.
 *
 * @param source {@link ScaleSource#ALPHA_TENSOR}, {@link ScaleSource#ADAPTER_CONFIG}, {@link ScaleSource#METADATA} or, for SAT's unwritten
 *     1, {@link ScaleSource#SAT_DEFAULT}
 */
public record DeclaredAlpha(double value, ScaleSource source) {}
