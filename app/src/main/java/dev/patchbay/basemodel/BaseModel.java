package dev.patchbay.basemodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A base model as far as an adapter can tell: which modules there are and how large.
 *
 * @param name catalogue name ({@code cogvideox-2b}) or the folder's name
 * @param family {@code cogvideox}, {@code wan}, …; {@code unknown} for an opened checkpoint of no known family
 * @param components in order; the first is the one adapters are usually made for
 * @param folder where it was opened from; empty for a catalogue entry
 */
public record BaseModel(String name, String family, List<ModuleDictionary> components, Optional<Path> folder) {

    public BaseModel {
        components = List.copyOf(components);
    }

    public Optional<ModuleDictionary> component(String component) {
        return components.stream().filter(one -> one.component().equals(component)).findFirst();
    }

    /** Looks a module up by its address; an empty component means the main one. */
    public Optional<ModuleInfo> module(String component, String module) {
        return (component.isEmpty() ? Optional.of(main()) : component(component)).flatMap(dictionary -> dictionary.module(module));
    }

    /** Name of the module that is called {@code flat} once its dots are underscores; an empty component means the main one. */
    public Optional<String> unflatten(String component, String flat) {
        return (component.isEmpty() ? Optional.of(main()) : component(component))
                .flatMap(dictionary -> dictionary.flattened(flat))
                .map(ModuleInfo::name);
    }

    /** The denoiser: transformer or UNet. */
    public ModuleDictionary main() {
        return components.getFirst();
    }
}
