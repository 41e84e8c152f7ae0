package dev.patchbay.basemodel.catalog;

import dev.patchbay.message.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Why tensors look like those of a model, or of a family.
 *
 * @param name catalogue name, or the family's where names fit and no size does
 * @param family {@code cogvideox}, {@code wan}, …
 * @param score 0 to 1; above 0.5 only if names and sizes fit
 * @param margin how far the score is above that of the best model that these tensors can be told apart from
 * @param evidence sentences for a person
 * @param sameAs other catalogue names that these tensors cannot be told apart from
 * @param fitting modules of an adapter, or tensors of a full model, whose names and sizes the model has
 * @param of how many there are
 */
public record FamilyEvidence(
        String name, String family, double score, double margin, List<Message> evidence, List<String> sameAs, long fitting, long of) {

    public FamilyEvidence {
        evidence = List.copyOf(evidence);
        sameAs = List.copyOf(sameAs);
    }

    /** True if sizes fit as well as names. */
    public boolean sizesFit() {
        return score > 0.5;
    }

    /** Families of the models that these tensors cannot be told apart from, its own first. */
    public Set<String> families() {
        Set<String> families = new LinkedHashSet<>(List.of(family));
        sameAs.forEach(name -> families.add(ModelCatalog.model(name).map(CatalogModel::family).orElse(name)));
        return families;
    }

    /** What people call the model; its name where it is none of the catalogue. */
    public String title() {
        return ModelCatalog.model(name).map(CatalogModel::title).orElse(name);
    }
}
