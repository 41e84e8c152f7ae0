package dev.patchbay.basemodel.naming;

import dev.patchbay.tensor.name.NamePattern;
import java.util.List;

/**
 * One line of a naming scheme: a name pattern of another namespace and the diffusers modules that such a module is.
 *
 * @param namespace {@code native}, {@code sat}, …
 * @param name the other name
 * @param modules names in diffusers
 * @param rows which rows are whose
 */
public record NativeLink(String namespace, NamePattern name, List<NamePattern> modules, RowOrder rows) {

    public NativeLink {
        modules = List.copyOf(modules);
    }
}
