package dev.patchbay.inspection.problem;

import java.util.Locale;

/**
 * Why a file does not act as it is meant to; the first ones come before, and may bring about, those after them. The printed form is
 * {@code wrong-family} and so on.
 */
public enum CauseCode {
    /** The base is of another family than the model that the file was made for. */
    WRONG_FAMILY,
    /** The base is a relative of that model with other widths. */
    WRONG_SIZE,
    /** The base is a relative of that model that has fewer blocks. */
    FEWER_BLOCKS,
    /** The base is a relative of that model that has no such layers. */
    ABSENT_LAYERS,
    /** Something stands before or inside the names: a wrapper, a missing prefix, the name of an adapter. */
    WRAPPER,
    /** Separators that do not belong into the names: one too many, or dots among underscores. */
    STRAY,
    /** The names are those of another program. */
    NAMING,
    /** The base has nothing that the names could mean. */
    UNKNOWN_NAMES,
    /** Parts of modules are missing, turned around, repeated or of a kind that programs do not read. */
    PARTS,
    RANK,
    ALPHA,
    /** Tensors that belong to no module of the adapter. */
    LEFTOVERS,
    /** The values: no number, zero, too large. */
    VALUES,
    /** The program stops or passes over the file for reasons of its own. */
    PROGRAM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
