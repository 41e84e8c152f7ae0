package dev.patchbay.basemodel.naming;

/** How an adapter's name leads to a module of the base. */
public enum Naming {
    /** The base has a module of this name. */
    SAME,
    /** The base's name with underscores for dots. */
    FLATTENED,
    /** The name that the module has in another namespace: see {@link NativeModule}. */
    NATIVE,
    /** Such a name with underscores for dots. */
    NATIVE_FLATTENED
}
