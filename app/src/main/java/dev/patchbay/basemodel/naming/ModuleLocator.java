package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.TidyName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the base modules of adapter modules under any known naming convention. Create one for many look-ups. */
public final class ModuleLocator {

    /** Container of ComfyUI's names of text encoders, which are sorted by kind. */
    private static final String BY_KIND = "text_encoders";

    private final BaseModel base;
    private final TextEncoders encoders;
    /** Created on first use; two threads that race create equal objects. */
    private volatile @Nullable NativeNames names;
    private volatile @Nullable AuthorsNames authors;
    private volatile @Nullable FusedLayers fused;
    private volatile @Nullable List<ComponentNames> others;

    public ModuleLocator(BaseModel base) {
        this.base = base;
        this.encoders = new TextEncoders(base);
    }

    /** Foreign names that lead to a component beside the denoiser: ComfyUI keeps Anima's text conditioner inside the model. */
    private record ComponentNames(ModuleDictionary dictionary, NativeNames names) {}

    /** True if names behind this container are those of a text encoder: {@code lora_te1}, {@code text_encoders}. */
    public static boolean leadsToEncoder(String container) {
        return container.equals(BY_KIND) || AdapterKey.encoderNumber(container).isPresent();
    }

    /** The foreign names of the denoiser's modules. */
    public NativeNames nativeNames() {
        NativeNames known = names;
        if (known == null) {
            // Most files have the base's own names, and linking takes longer than everything else.
            known = NativeNames.of(base.family(), base.main());
            names = known;
        }
        return known;
    }

    private List<ComponentNames> otherNames() {
        List<ComponentNames> known = others;
        if (known == null) {
            known = base.components().stream()
                    .filter(one -> one != base.main())
                    .map(one -> new ComponentNames(one, NativeNames.ofComponent(base.family(), one)))
                    .filter(one -> !one.names().modules().isEmpty())
                    .toList();
            others = known;
        }
        return known;
    }

    /**
     * @param container what wraps the name: {@code lora_te1} and {@code text_encoders} lead to text encoders
     * @param component as in the name; empty means the denoiser, or the text encoder that the container says
     * @param module dotted, or flattened with underscores
     * @param piece which part of a fused layer is meant, if only one is
     * @return empty if the base has no such component, or the component no such module
     */
    public Optional<ModuleLocation> locate(String container, String component, String module, OptionalInt piece) {
        return locate(container, component, module, piece, "");
    }

    /**
     * As {@link #locate(String, String, String, OptionalInt)}.
     *
     * @param infix PEFT's adapter name in the tensor's name; of two namespaces with the same names it tells which is meant
     */
    public Optional<ModuleLocation> locate(String container, String component, String module, OptionalInt piece, String infix) {
        // A container that is there twice would pass for the prefix of a single file.
        boolean twice = !container.isEmpty() && module.startsWith(container + ".");
        return Optional.<ModuleLocation>empty()
                .or(() -> twice ? Optional.empty() : asItIs(container, component, module, piece, infix))
                .or(() -> TidyName.of(container, component, module).map(TidyName::key).flatMap(tidy -> tidied(tidy, piece, infix)));
    }

    private Optional<ModuleLocation> tidied(AdapterKey tidy, OptionalInt piece, String infix) {
        return asItIs(tidy.container(), tidy.component(), tidy.module(), piece, infix).map(found -> found.as(Naming.STRAY));
    }

    private Optional<ModuleLocation> asItIs(String container, String component, String module, OptionalInt piece, String infix) {
        Optional<ModuleLocation> whole = components(container, component)
                .map(dictionary -> locate(dictionary, module, infix))
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> container.equals(BY_KIND) ? found.as(Naming.NATIVE) : found)
                .or(() -> component.isEmpty() ? inOtherComponent(module, infix) : withComponent(component, module, infix));
        return piece.isEmpty() ? whole : whole.flatMap(location -> piece(location, piece.getAsInt()));
    }

    /**
     * As {@link #locate(String, String, String, OptionalInt, String)}, and where no name is known, by the shapes of fused layers: a
     * {@code to_q} that the base keeps within {@code qkv}.
     * This says nothing about the family.
     */
    public Optional<ModuleLocation> locateByShapes(String container, String component, String module, OptionalInt piece, String infix) {
        Optional<ModuleLocation> known = locate(container, component, module, piece, infix);
        boolean main = components(container, component).anyMatch(base.main()::equals);
        if (known.isPresent() || piece.isPresent() || !main) {
            return known;
        }
        Optional<AdapterKey> tidy = TidyName.of(container, component, module).map(TidyName::key);
        if (tidy.isPresent()) {
            return locateByShapes(tidy.get().container(), tidy.get().component(), tidy.get().module(), piece, infix);
        }
        return fusedLayers().find(module).or(() -> NativeNames.PREFIXES.stream()
                .map(prefix -> fusedLayers().find(prefix + module).or(() -> fusedLayers().find(prefix.replace('.', '_') + module)))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private FusedLayers fusedLayers() {
        FusedLayers known = fused;
        if (known == null) {
            known = new FusedLayers(base.main());
            fused = known;
        }
        return known;
    }

    private Stream<ModuleDictionary> components(String container, String component) {
        Optional<String> number = AdapterKey.encoderNumber(container);
        if (number.isPresent()) {
            return encoders.numbered(number.get());
        }
        if (container.equals(BY_KIND)) {
            return encoders.called(component);
        }
        return component.isEmpty() ? Stream.of(base.main()) : base.component(component).stream();
    }

    private Optional<ModuleLocation> locate(ModuleDictionary dictionary, String module, String infix) {
        Optional<ModuleLocation> own = own(dictionary, module);
        if (own.isPresent()) {
            return own;
        }
        return dictionary == base.main() ? foreign(dictionary.component(), module, infix) : Optional.empty();
    }

    private static Optional<ModuleLocation> own(ModuleDictionary dictionary, String module) {
        String component = dictionary.component();
        return dictionary.module(module)
                .map(info -> ModuleLocation.of(component, Naming.SAME, info))
                .or(() -> dictionary.flattened(module).map(info -> ModuleLocation.of(component, Naming.FLATTENED, info)));
    }

    private Optional<ModuleLocation> foreign(String component, String module, String infix) {
        return named(component, nativeNames(), module, infix).or(() -> inSingleFile(module));
    }

    private Optional<ModuleLocation> inOtherComponent(String module, String infix) {
        return otherNames().stream()
                .map(other -> named(other.dictionary().component(), other.names(), module, infix))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What looks like a component may belong to the name, as in SAT's {@code transformer.layers.0.attention.dense}. */
    private Optional<ModuleLocation> withComponent(String component, String module, String infix) {
        return named(base.main().component(), nativeNames(), component + "." + module, infix);
    }

    private static Optional<ModuleLocation> named(String component, NativeNames names, String module, String infix) {
        return names.find(module, infix)
                .map(found -> ModuleLocation.of(component, Naming.NATIVE, found))
                .or(() -> names.findFlattened(module, infix).map(found -> ModuleLocation.of(component, Naming.NATIVE_FLATTENED, found)));
    }

    /** In a base that was opened from a file with native names: behind the prefix of such files, and by the diffusers name. */
    private Optional<ModuleLocation> inSingleFile(String module) {
        ModuleDictionary dictionary = base.main();
        Optional<ModuleLocation> prefixed = NativeNames.PREFIXES.stream()
                .filter(module::startsWith)
                .map(prefix -> own(dictionary, module.substring(prefix.length())))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> behindPrefix(module));
        return prefixed.or(() -> authorsNames().find(module));
    }

    private AuthorsNames authorsNames() {
        AuthorsNames known = authors;
        if (known == null) {
            known = new AuthorsNames(NamingScheme.of(base.family()), base.main());
            authors = known;
        }
        return known;
    }

    private Optional<ModuleLocation> behindPrefix(String module) {
        ModuleDictionary dictionary = base.main();
        for (String prefix : NativeNames.PREFIXES) {
            Optional<ModuleLocation> found = dictionary.module(prefix + module)
                    .map(info -> ModuleLocation.of(dictionary.component(), Naming.NATIVE, info))
                    .or(() -> dictionary.flattened(prefix.replace('.', '_') + module)
                            .map(info -> ModuleLocation.of(dictionary.component(), Naming.NATIVE_FLATTENED, info)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Only a fused layer has pieces. */
    private static Optional<ModuleLocation> piece(ModuleLocation whole, int number) {
        return whole.nativeName()
                .filter(name -> whole.isFused())
                .flatMap(name -> name.piece(number))
                .map(piece -> ModuleLocation.of(whole.component(), whole.naming(), piece));
    }
}
