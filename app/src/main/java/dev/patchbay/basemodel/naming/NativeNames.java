package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.name.NamePattern;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The modules of one component under the names they have in other programs: the model authors' code, SAT, ComfyUI. The names come from a
 * list for each family, the modules from the component's dictionary.
 */
public final class NativeNames {

    private static final Map<String, String> SCHEMES = NativeNamesJson.schemes(Resources.text(NativeNames.class, "native/families.json"));
    private static final Map<String, List<NativeLink>> LINKS = new ConcurrentHashMap<>();
    /** By dictionary, which has no equal but itself and belongs to one model. */
    private static final Map<ModuleDictionary, NativeNames> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());
    /** What stands before the names in files of whole models and of ComfyUI. */
    public static final List<String> PREFIXES = List.of("model.diffusion_model.", "diffusion_model.");

    private final List<NativeModule> modules;
    private final Map<String, NativeModule> byName = new LinkedHashMap<>();
    private final Map<String, NativeModule> byFlattenedName = new HashMap<>();

    private NativeNames(Collection<NativeModule> modules) {
        this.modules = List.copyOf(modules);
        for (NativeModule module : modules) {
            byName.putIfAbsent(module.name(), module);
            byFlattenedName.putIfAbsent(module.name().replace('.', '_'), module);
        }
    }

    /** The names of a family's denoiser; none for a family whose names are not known. Kept as long as the dictionary is in use. */
    public static NativeNames of(String family, ModuleDictionary dictionary) {
        return KNOWN.computeIfAbsent(dictionary, one -> make(family, one));
    }

    private static NativeNames make(String family, ModuleDictionary dictionary) {
        return new NativeNames(NativeLinker.link(links(family), dictionary));
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
        Optional<NativeModule> found = Optional.ofNullable(byName.get(bare(name)));
        return found.or(() -> numbered(bare(name)));
    }

    /** As {@link #find}, by the name with underscores for dots. */
    public Optional<NativeModule> findFlattened(String name) {
        return Optional.ofNullable(byFlattenedName.get(name));
    }

    private Optional<NativeModule> numbered(String name) {
        int dot = name.lastIndexOf('.');
        String number = name.substring(dot + 1);
        return dot > 0 && number.length() < 4 && OpenNumbers.isNumber(number)
                ? Optional.ofNullable(byName.get(name.substring(0, dot))).flatMap(module -> module.piece(Integer.parseInt(number)))
                : Optional.empty();
    }

    /**
     * What a diffusers module is called elsewhere, in each namespace where it is a module of its own: for bases that were opened from files
     * with such names. Fused modules are left out, since which of their rows are meant only a dictionary of diffusers tells.
     */
    static List<String> elsewhere(String family, String module) {
        List<String> segments = NamePattern.split(module);
        return links(family).stream()
                .filter(link -> link.modules().size() == 1 && link.chunks() == 0)
                .map(link -> link.modules().getFirst().match(segments).map(link.name()::fill))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<NativeLink> links(String family) {
        return LINKS.computeIfAbsent(family, NativeNames::read);
    }

    private static String bare(String name) {
        return PREFIXES.stream().filter(name::startsWith).findFirst().map(prefix -> name.substring(prefix.length())).orElse(name);
    }

    /** The list of the scheme by which the family's modules are named, if there is one. */
    private static List<NativeLink> read(String family) {
        return Resources.find(NativeNames.class, "native/" + scheme(family) + ".json").map(NativeNamesJson::read).orElse(List.of());
    }

    /** The naming scheme of a family: another family's, whose names it shares, or its own. */
    public static String scheme(String family) {
        return SCHEMES.getOrDefault(family, family);
    }
}
