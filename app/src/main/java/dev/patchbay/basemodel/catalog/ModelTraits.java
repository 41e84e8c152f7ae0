package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.catalog.TraitsJson.Trait;
import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.KindSpan;
import dev.patchbay.message.Message;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What tells a model of the catalogue apart from the others of its family: numbers of blocks, widths, inputs, layers that only some have.
 * All of it is read from the index of modules, no dictionary is needed.
 */
public final class ModelTraits {

    private static final List<Trait> TRAITS = TraitsJson.read();

    /** Layers that are there or not: 1 or 0. */
    private static final String HAS = "has";

    private ModelTraits() {}

    /**
     * Only what differs within the family: {@code blocks} 30, {@code width} 1920, {@code input} 16; {@code guidance} 1 if there is such a
     * layer, 0 if not. Empty for the only model of a family.
     */
    public static Map<String, Integer> of(CatalogModel model) {
        return of(family(model.family()), model);
    }

    /** The same for each model of a family. */
    private static Map<CatalogModel, Map<String, Integer>> family(String name) {
        Map<CatalogModel, Map<String, Integer>> differing = new LinkedHashMap<>();
        ModelCatalog.models().stream()
                .filter(model -> model.family().equals(name))
                .forEach(model -> differing.put(model, new LinkedHashMap<>()));
        for (Trait trait : TRAITS) {
            Map<CatalogModel, Optional<Integer>> values = new HashMap<>();
            differing.keySet().forEach(model -> values.put(model, value(trait, model)));
            if (Set.copyOf(values.values()).size() > 1) {
                differing.forEach((model, own) ->
                        Objects.requireNonNull(values.get(model)).ifPresent(value -> own.put(trait.name(), value)));
            }
        }
        return differing;
    }

    /** The same in words, one for each trait. */
    public static List<Message> sentences(CatalogModel model) {
        return of(model).entrySet().stream().map(trait -> sentence(trait.getKey(), trait.getValue())).toList();
    }

    /** What differs between these models, in words for each that has any of it; nothing where they are the same to any adapter. */
    public static Map<String, List<Message>> between(List<CatalogModel> models) {
        Map<String, List<Message>> differing = new LinkedHashMap<>();
        Map<CatalogModel, Map<String, Integer>> traits = new HashMap<>();
        models.stream().map(CatalogModel::family).distinct().forEach(family -> traits.putAll(family(family)));
        for (CatalogModel model : models) {
            Map<String, Integer> own = of(traits, model);
            List<Message> sentences = own.entrySet().stream()
                    .filter(trait -> models.stream()
                            .filter(other -> other.family().equals(model.family()))
                            .anyMatch(other -> !trait.getValue().equals(of(traits, other).get(trait.getKey()))))
                    .map(trait -> sentence(trait.getKey(), trait.getValue()))
                    .toList();
            if (!sentences.isEmpty()) {
                differing.put(model.name(), sentences);
            }
        }
        return differing;
    }

    private static Map<String, Integer> of(Map<CatalogModel, Map<String, Integer>> traits, CatalogModel model) {
        return Objects.requireNonNullElse(traits.get(model), Map.of());
    }

    private static Message sentence(String trait, int value) {
        boolean has = TRAITS.stream().anyMatch(one -> one.name().equals(trait) && one.measure().equals(HAS));
        return Message.of("basemodel.trait." + trait + (has && value == 0 ? ".none" : ""), value);
    }

    private static Optional<Integer> value(Trait trait, CatalogModel model) {
        ArchitectureIndex index = KnownKinds.index();
        int position = KnownKinds.position(model.denoiser());
        return switch (trait.measure()) {
            case "blocks" -> trait.kinds().stream().map(list -> index.blocks(position, list)).filter(count -> count > 0).findFirst();
            case HAS -> Optional.of(layers(trait, position).findAny().isPresent() ? 1 : 0);
            default -> layers(trait, position)
                    .filter(span -> span.weight().dimensions() >= 2)
                    .findFirst()
                    .map(span -> (int) span.weight().size(trait.measure().equals("out") ? 0 : 1));
        };
    }

    private static Stream<KindSpan> layers(Trait trait, int position) {
        return trait.kinds().stream().flatMap(kind -> KnownKinds.index().spans(kind).stream()
                .filter(span -> span.isOwn() && span.architecture() == position)
                .sorted(Comparator.comparing(span -> span.ranges().toString())));
    }
}
