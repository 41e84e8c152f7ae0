package dev.patchbay.basemodel.catalog;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What comes nearest to an adapter that no known model is for: the model whose names and sizes most modules have, or, where no sizes fit,
 * the family whose names they have.
 *
 * @param matches of all models, the more widely used of equal ones first
 */
record NearestFamily(List<ModelMatch> matches) {

    /** Below this share of names nothing is near. */
    private static final double LEAST_NAMES = 0.2;

    Optional<FamilyEvidence> evidence() {
        return matches.stream()
                .filter(match -> match.named().cardinality() >= LEAST_NAMES * match.total())
                .reduce((first, second) -> Comparator.comparingDouble(ModelMatch::score).compare(second, first) > 0 ? second : first)
                .map(this::evidence);
    }

    private FamilyEvidence evidence(ModelMatch nearest) {
        boolean names = nearest.fitting().isEmpty();
        List<String> same = matches.stream()
                .filter(match -> match != nearest && match.named().equals(nearest.named()) && match.fitting().equals(nearest.fitting()))
                .map(names ? ModelMatch::family : ModelMatch::name)
                .filter(name -> !name.equals(names ? nearest.family() : nearest.name()))
                .distinct()
                .toList();
        List<Message> evidence = new ArrayList<>(List.of(names
                ? Message.of("basemodel.evidence.namesOnly", nearest.named().cardinality(), nearest.total(), nearest.family())
                : Message.of("basemodel.evidence.some", nearest.fitting().cardinality(), nearest.total(), nearest.name(),
                        nearest.named().cardinality() - nearest.fitting().cardinality(), nearest.total() - nearest.named().cardinality())));
        if (!same.isEmpty()) {
            evidence.add(Message.of("basemodel.evidence.sameNames", String.join(", ", same)));
        }
        double score = Math.min(0.5, nearest.score());
        String name = names ? nearest.family() : nearest.name();
        return new FamilyEvidence(name, nearest.family(), score, 0, evidence, same, nearest.fitting().cardinality(), nearest.total());
    }
}
