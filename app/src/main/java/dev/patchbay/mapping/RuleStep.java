package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One rule while it is applied: its position, how many tensors it matched, and its problems. */
final class RuleStep {

    private final int position;
    private final ProblemLog problems;
    private final RuleEffort effort;
    private int hits;

    RuleStep(int position, ProblemLog problems, RuleEffort effort) {
        this.position = position;
        this.problems = problems;
        this.effort = effort;
        effort.begin();
    }

    RuleEffort effort() {
        return effort;
    }

    int position() {
        return position;
    }

    int hits() {
        return hits;
    }

    void hit() {
        hits++;
    }

    void problem(Message message) {
        problems.add(position, message);
    }

    /** The new name; empty, with a problem reported, if the template gives none. */
    Optional<String> name(NameTemplate template, Map<String, String> captures, MappedTensor tensor) {
        if (template.isTooLong(captures)) {
            problem(Message.of("mapping.longName", template, tensor.name()));
            return Optional.empty();
        }
        try {
            String name = template.fill(captures);
            if (!name.isEmpty()) {
                return Optional.of(name);
            }
            problem(Message.of("mapping.noName", template, tensor.name()));
        } catch (ArithmeticException e) {
            problem(Message.of("mapping.badIndex", template, tensor.name()));
        }
        return Optional.empty();
    }

    MappedTensor changed(MappedTensor tensor, String name, Shape shape, TensorRecipe recipe) {
        List<Integer> touched = new ArrayList<>(tensor.rules());
        touched.add(position);
        return effort.made(new MappedTensor(new TensorInfo(name, tensor.info().dtype(), shape), recipe, touched, tensor.inputs()));
    }

    /** A tensor that this rule made of several. */
    MappedTensor made(List<MappedTensor> parts, String name, Shape shape, TensorRecipe recipe) {
        Stream<Integer> before = parts.stream().flatMap(part -> part.rules().stream());
        List<Integer> touched = Stream.concat(before, IntStream.of(position).boxed()).distinct().sorted().toList();
        List<String> inputs = parts.stream().flatMap(part -> part.inputs().stream()).distinct().toList();
        return effort.made(new MappedTensor(new TensorInfo(name, parts.getFirst().info().dtype(), shape), recipe, touched, inputs));
    }
}
