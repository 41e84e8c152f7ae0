package dev.patchbay.mapping;

import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies a {@link FuseRule} to all tensors: groups the parts by their captures, and puts each result where its first part was. */
final class Fusion {

    /** To find what belongs to a module costs as much as this many looks at a name. */
    private static final int STEPS_OF_A_KEY = 20;

    private final FuseRule rule;
    private final RuleStep step;
    private final List<MappedTensor> tensors;
    private final Recipes recipes;
    private @Nullable FusedParts fused;
    private final Map<Map<String, String>, Group> groups = new LinkedHashMap<>();

    Fusion(FuseRule rule, RuleStep step, List<MappedTensor> tensors, Recipes recipes) {
        this.rule = rule;
        this.step = step;
        this.tensors = tensors;
        this.recipes = recipes;
    }

    /**
     * Tensors with the same captures.
     *
     * @param parts by position of the pattern they match
     * @param first position in the list of the first tensor found
     */
    private record Group(Map<String, String> captures, Map<Integer, MappedTensor> parts, int first) {}

    /** Made when the first group is complete: most rules of a set find nothing in a file. */
    private FusedParts fused() {
        FusedParts made = fused;
        if (made == null) {
            made = new FusedParts(rule, recipes, modules());
            fused = made;
        }
        return made;
    }

    private Map<String, Map<Part, MappedTensor>> modules() {
        step.effort().spend(STEPS_OF_A_KEY * (long) tensors.size());
        Map<String, Map<Part, MappedTensor>> modules = new HashMap<>();
        for (MappedTensor tensor : tensors) {
            Optional<AdapterKey> found = step.effort().key(tensor.name());
            found.ifPresent(key -> modules.computeIfAbsent(key.identity(), one -> new EnumMap<>(Part.class)).put(key.part(), tensor));
        }
        return modules;
    }

    List<MappedTensor> run() {
        for (int place = 0; place < tensors.size(); place++) {
            assign(place);
        }
        Map<Integer, MappedTensor> results = new HashMap<>();
        Map<MappedTensor, Integer> consumed = new HashMap<>();
        for (Group group : groups.values()) {
            fuse(group).ifPresent(result -> {
                results.put(group.first(), result);
                group.parts().values().forEach(part -> consumed.put(part, group.first()));
            });
        }
        List<MappedTensor> next = new ArrayList<>(tensors.size());
        for (int place = 0; place < tensors.size(); place++) {
            if (results.containsKey(place)) {
                next.add(results.get(place));
            } else if (!consumed.containsKey(tensors.get(place))) {
                next.add(tensors.get(place));
            }
        }
        return next;
    }

    private void assign(int place) {
        MappedTensor tensor = tensors.get(place);
        for (int part = 0; part < rule.patterns().size(); part++) {
            Optional<Map<String, String>> captures = step.effort().match(rule.patterns().get(part), tensor.name());
            if (captures.isPresent()) {
                step.hit();
                groups.computeIfAbsent(captures.get(), key -> new Group(key, new HashMap<>(), place)).parts().putIfAbsent(part, tensor);
                return;
            }
        }
    }

    private Optional<MappedTensor> fuse(Group group) {
        List<MappedTensor> parts = new ArrayList<>();
        for (int part = 0; part < rule.patterns().size(); part++) {
            MappedTensor tensor = group.parts().get(part);
            if (tensor == null) {
                MappedTensor there = group.parts().values().iterator().next();
                step.problem(Message.of("mapping.fuseMissing", there.name(), rule.patterns().get(part)));
                return Optional.empty();
            }
            step.effort().work(tensor, rule.patterns().size());
            parts.add(tensor);
        }
        try {
            Cutting.Piece whole = fused().of(parts);
            return step.name(rule.to(), group.captures(), parts.getFirst())
                    .map(name -> step.made(parts, name, whole.shape(), whole.recipe()));
        } catch (Inapplicable e) {
            step.problem(e.explanation());
            return Optional.empty();
        }
    }
}
