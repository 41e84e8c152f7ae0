package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The modules of one component under the names they have in other programs: the model authors' code, SAT, ComfyUI. The names come from the
 * family's {@link NamingScheme}, the modules from the component's dictionary.
 */
public final class NativeNames {

    /** By dictionary, which has no equal but itself and belongs to one model. */
    private static final Map<ModuleDictionary, NativeNames> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());
    /** What stands before the names in files of whole models and of ComfyUI. */
    public static final List<String> PREFIXES = List.of("model.diffusion_model.", "diffusion_model.");

    private static final String ANY_INFIX = "";

    private final List<NativeModule> modules;
    /** By infix that the name has to have, then by name. */
    private final Map<String, Map<String, NativeModule>> byName = new HashMap<>();
    private final Map<String, Map<String, NativeModule>> byFlattenedName = new HashMap<>();

    private NativeNames(NamingScheme scheme, List<NativeLink> links, ModuleDictionary dictionary) {
        this.modules = List.copyOf(NativeLinker.link(links, dictionary));
        for (NativeModule module : modules) {
            String infix = scheme.infix(module.namespace()).orElse(ANY_INFIX);
            byName.computeIfAbsent(infix, one -> new HashMap<>()).putIfAbsent(module.name(), module);
            byFlattenedName.computeIfAbsent(infix, one -> new HashMap<>()).putIfAbsent(module.name().replace('.', '_'), module);
        }
    }

    /** The names of a family's denoiser; none for a family whose names are not known. Kept as long as the dictionary is in use. */
    public static NativeNames of(String family, ModuleDictionary dictionary) {
        NamingScheme scheme = NamingScheme.of(family);
        return KNOWN.computeIfAbsent(dictionary, one -> new NativeNames(scheme, scheme.denoiser(), one));
    }

    /** The names of another component of a family's pipeline; none for most, and for text encoders. */
    public static NativeNames ofComponent(String family, ModuleDictionary dictionary) {
        NamingScheme scheme = NamingScheme.of(family);
        return KNOWN.computeIfAbsent(dictionary, one -> new NativeNames(scheme, scheme.component(one.component()), one));
    }

    /** Every module under every foreign name it has, in the order of the dictionary. */
    public List<NativeModule> modules() {
        return modules;
    }

    /**
     * The module of this name. {@code model.diffusion_model.} may stand before it; a number behind it picks one of the modules it is fused
     * from, as in SAT's {@code query_key_value.1}.
     */
    public Optional<NativeModule> find(String name) {
        return find(name, ANY_INFIX);
    }

    /** As {@link #find(String)}; some namespaces have the names of another, and only the infix of the tensor tells them apart. */
    Optional<NativeModule> find(String name, String infix) {
        Optional<NativeModule> found = get(byName, bare(name), infix);
        return found.or(() -> numbered(bare(name), infix));
    }

    /** As {@link #find}, by the name with underscores for dots. */
    public Optional<NativeModule> findFlattened(String name) {
        return findFlattened(name, ANY_INFIX);
    }

    Optional<NativeModule> findFlattened(String name, String infix) {
        return get(byFlattenedName, name, infix);
    }

    private static Optional<NativeModule> get(Map<String, Map<String, NativeModule>> names, String name, String infix) {
        return Optional.ofNullable(names.getOrDefault(infix, Map.of()).get(name))
                .or(() -> Optional.ofNullable(names.getOrDefault(ANY_INFIX, Map.of()).get(name)));
    }

    private Optional<NativeModule> numbered(String name, String infix) {
        int dot = name.lastIndexOf('.');
        String number = name.substring(dot + 1);
        return dot > 0 && number.length() < 4 && OpenNumbers.isNumber(number)
                ? get(byName, name.substring(0, dot), infix).flatMap(module -> module.piece(Integer.parseInt(number)))
                : Optional.empty();
    }

    /** The name without what stands before it in files of whole models. */
    static String bare(String name) {
        return PREFIXES.stream().filter(name::startsWith).findFirst().map(prefix -> name.substring(prefix.length())).orElse(name);
    }
}
