package dev.patchbay.basemodel.naming;

import dev.patchbay.resource.Resources;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What other programs call the modules of the families that are named alike: one JSON list, which owns this knowledge. Everything else
 * about foreign names follows from it: where a name leads, what a base in such names has, and the rules in both directions.
 *
 * @param name of the scheme, which is that of its file: {@code wan} for SkyReels V2, Helios and VACE, too
 * @param links foreign names by component; the empty name stands for the denoiser, others are further parts of a pipeline
 * @param infixes of the namespaces that only names with this infix (PEFT's adapter name before {@code weight}) belong to
 */
public record NamingScheme(String name, Map<String, List<NativeLink>> links, Map<String, String> infixes) {

    private static final String DENOISER = "";
    private static final SchemeFamilies FAMILIES = NativeNamesJson.families(Resources.text(NamingScheme.class, "native/families.json"));
    private static final Map<String, NamingScheme> READ = new ConcurrentHashMap<>();

    /** The scheme of a family's names; one without links for a family of which diffusers' own names only are known. */
    public static NamingScheme of(String family) {
        return READ.computeIfAbsent(nameOf(family), NamingScheme::read);
    }

    /** The name of a family's scheme: another family's, whose names it shares, or its own. */
    public static String nameOf(String family) {
        return FAMILIES.schemes().getOrDefault(family, family);
    }

    /**
     * Every scheme that a family's names follow, its own name among them: what the target of rules for it may be. Empty for the family of
     * a base that is of none.
     */
    public static Set<String> namesOf(String family) {
        if (family.equals(FAMILIES.none())) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>(List.of(family, nameOf(family)));
        FAMILIES.shared().forEach((scheme, families) -> {
            if (families.contains(family)) {
                names.add(scheme);
            }
        });
        return names;
    }

    private static NamingScheme read(String name) {
        return Resources.find(NamingScheme.class, "native/" + name + ".json")
                .map(json -> NativeNamesJson.read(name, json))
                .orElseGet(() -> new NamingScheme(name, Map.of(), Map.of()));
    }

    public NamingScheme {
        Map<String, List<NativeLink>> copies = new LinkedHashMap<>();
        links.forEach((component, list) -> copies.put(component, List.copyOf(list)));
        links = copies;
        infixes = Map.copyOf(infixes);
    }

    /** False for a scheme of which nothing is known. */
    public boolean isKnown() {
        return !links.isEmpty();
    }

    /** Foreign names of the denoiser's modules. */
    List<NativeLink> denoiser() {
        return links.getOrDefault(DENOISER, List.of());
    }

    /** Foreign names of the modules of a further component, {@code text_conditioner}. */
    List<NativeLink> component(String component) {
        return links.getOrDefault(component, List.of());
    }

    /** The links of one namespace, with the component whose modules they name; empty for the denoiser. */
    public Map<String, List<NativeLink>> in(String namespace) {
        Map<String, List<NativeLink>> found = new LinkedHashMap<>();
        links.forEach((component, list) -> found.put(
                component, list.stream().filter(link -> link.namespace().equals(namespace)).toList()));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    /** All namespaces of the denoiser's names, the one its authors use first. */
    public Set<String> namespaces() {
        Set<String> namespaces = new LinkedHashSet<>();
        denoiser().forEach(link -> namespaces.add(link.namespace()));
        return namespaces;
    }

    /** The infix without which a name does not belong to the namespace. */
    Optional<String> infix(String namespace) {
        return Optional.ofNullable(infixes.get(namespace));
    }
}
