package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import java.util.List;
import java.util.Optional;

/**
 * An adapter assembled from a mapping result.
 *
 * @param modules in the order of the file
 * @param leftovers tensors that belong to no adapter module: base weights, T5, VAE, optimizer, …
 * @param convention of the names; empty where no module was recognised
 */
public record Adapter(List<AdapterModule> modules, List<MappedTensor> leftovers, Optional<Convention> convention) {

    public Adapter {
        modules = List.copyOf(modules);
        leftovers = List.copyOf(leftovers);
    }
}
