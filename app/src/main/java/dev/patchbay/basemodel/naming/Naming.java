package dev.patchbay.basemodel.naming;

/** The kind of name by which an adapter's module was found in the base. */
public enum Naming {
    /** The base has a module of this name. */
    SAME,
    /** The base's name with underscores for dots. */
    FLATTENED,
    /** The name that the module has in another namespace: see {@link NativeModule}. */
    NATIVE,
    /** Such a name with underscores for dots. */
    NATIVE_FLATTENED,
    /** One of these names with something in it that does not belong there: {@link dev.patchbay.part.TidyName}. No program reads it. */
    STRAY
}
