package dev.patchbay.checkpoint.pickle;

/**
 * A Python class or function that a pickle names. Only the name: nothing is imported.
 *
 * @param module {@code torch._utils}
 * @param name {@code _rebuild_tensor_v2}, or a dotted path inside the module
 */
public record PickleGlobal(String module, String name) {

    /** The full name, {@code torch._utils._rebuild_tensor_v2}. */
    @Override
    public String toString() {
        return module + "." + name;
    }
}
