package dev.patchbay.basemodel.naming;

import dev.patchbay.tensor.name.NamePattern;
import java.util.List;

/**
 * One line of a family's list of names: a name pattern of another namespace and the diffusers modules that such a module is.
 *
 * @param namespace {@code native}, {@code sat}, …
 * @param name the other name
 * @param modules names in diffusers
 * @param chunks into how many equal parts the rows divide; 0 where each module has its own rows, one after the other
 * @param rows for each module, which chunks make it; empty lists without chunks
 */
record NativeLink(String namespace, NamePattern name, List<NamePattern> modules, int chunks, List<List<Integer>> rows) {

    NativeLink {
        modules = List.copyOf(modules);
        rows = List.copyOf(rows);
    }
}
