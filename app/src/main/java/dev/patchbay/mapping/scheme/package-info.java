/**
 * Rules that follow from naming schemes. The schemes in {@code basemodel.naming} own what other programs call a family's modules; here that
 * knowledge becomes rule sets from diffusers' names to those of one namespace. Nothing about a single family stands in this package, and no
 * file is read. Start with {@link SchemeRules}.
 */
@NullMarked
package dev.patchbay.mapping.scheme;

import org.jspecify.annotations.NullMarked;
