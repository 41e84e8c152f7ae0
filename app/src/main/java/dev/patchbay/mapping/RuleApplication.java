package dev.patchbay.mapping;

import dev.patchbay.mapping.Cutting.Piece;
import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.recipe.RecipeReader;
import dev.patchbay.mapping.recipe.Recipes;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Applies a rule set to a state dict, once. */
final class RuleApplication {

    private final RuleSet rules;
    private final ModuleNames names;
    private final Map<String, TensorInfo> stored;
    private final Map<String, DroppedTensor> dropped = new LinkedHashMap<>();
    private final ProblemLog problems = new ProblemLog();
    private final Recipes recipes;
    private final Cutting cutting;
    private final RuleEffort effort;
    private final int[] hits;
    private List<MappedTensor> tensors;

    /**
     * @param stored the tensors of the file, from which recipes are made
     * @param tensors what the first rule is applied to
     */
    RuleApplication(RuleSet rules, Collection<TensorInfo> stored, List<MappedTensor> tensors, ModuleNames names) {
        this.rules = rules;
        this.names = names;
        this.hits = new int[rules.entries().size()];
        this.stored = LinkedHashMap.newLinkedHashMap(stored.size());
        stored.forEach(info -> this.stored.put(info.name(), info));
        this.tensors = tensors;
        this.recipes = new Recipes(name -> Optional.ofNullable(this.stored.get(name)).map(TensorInfo::shape).orElse(Shape.SCALAR));
        this.cutting = new Cutting(recipes);
        this.effort = new RuleEffort(tensors);
    }

    MappingResult run() {
        for (int position = 0; position < hits.length; position++) {
            RuleEntry entry = rules.entries().get(position);
            Optional<Message> broken = RuleCheck.problem(entry.rule());
            if (entry.enabled() && broken.isPresent()) {
                problems.add(position, broken.get());
            } else if (entry.enabled()) {
                RuleStep step = new RuleStep(position, problems, effort);
                try {
                    tensors = apply(entry.rule(), step);
                } catch (RuleEffort.Exceeded e) {
                    problems.add(position, e.explanation());
                    break;
                }
                hits[position] = step.hits();
            }
        }
        new NameCollisions(problems).find(tensors);
        return new MappingResult(rules, tensors, unused(), problems.list(), Arrays.stream(hits).boxed().toList());
    }

    private List<MappedTensor> apply(Rule rule, RuleStep step) {
        if (rule instanceof FuseRule fuse) {
            return new Fusion(fuse, step, tensors, recipes).run();
        }
        boolean keeps = rule instanceof KeepRule;
        KeyPattern pattern = rule.pattern();
        List<MappedTensor> next = new ArrayList<>(tensors.size());
        for (MappedTensor tensor : tensors) {
            Optional<Map<String, String>> captures = effort.match(pattern, tensor.name());
            if (captures.isPresent()) {
                step.hit();
                effort.work(tensor, 1);
                change(rule, step, tensor, captures.get(), next);
            } else if (keeps) {
                leaveOut(step, tensor);
            } else {
                next.add(effort.kept(tensor));
            }
        }
        return next;
    }

    private void change(Rule rule, RuleStep step, MappedTensor tensor, Map<String, String> captures, List<MappedTensor> next) {
        switch (rule) {
            case KeepRule _ -> next.add(effort.kept(tensor));
            case DropRule _ -> leaveOut(step, tensor);
            case RenameRule rename -> next.add(effort.kept(renamed(step, rename.to(), captures, tensor)));
            case UnflattenRule unflatten -> next.add(effort.kept(unflattened(step, unflatten, captures, tensor)));
            case ScaleRule scale -> next.add(effort.kept(scaled(step, scale, tensor)));
            case TransposeRule _ -> next.add(effort.kept(transposed(step, tensor)));
            case SplitRule split -> next.addAll(cut(step, tensor, captures, split.into(), () -> cutting.split(split, tensor)));
            case GatherRule gather -> {
                effort.work(tensor, gather.chunks());
                List<NameTemplate> into = gather.into().stream().map(GatherRule.Target::name).toList();
                next.addAll(cut(step, tensor, captures, into, () -> cutting.gather(gather, tensor)));
            }
            case FuseRule _ -> throw new IllegalStateException("a fuse acts on all tensors at once");
        }
    }

    private void leaveOut(RuleStep step, MappedTensor tensor) {
        for (String source : tensor.sources()) {
            TensorInfo info = stored.get(source);
            if (info != null) {
                dropped.put(source, new DroppedTensor(info, step.position()));
            }
        }
    }

    private static MappedTensor renamed(RuleStep step, NameTemplate to, Map<String, String> captures, MappedTensor tensor) {
        return step.name(to, captures, tensor)
                .map(name -> step.changed(tensor, name, tensor.info().shape(), tensor.recipe()))
                .orElse(tensor);
    }

    private MappedTensor unflattened(RuleStep step, UnflattenRule rule, Map<String, String> captures, MappedTensor tensor) {
        if (names == ModuleNames.NONE) {
            step.problem(Message.of("mapping.unflattenNoBase", tensor.name()));
            return tensor;
        }
        Optional<String> module = names.unflatten(rule.component(), captures.getOrDefault(UnflattenRule.FLAT, ""));
        if (module.isEmpty()) {
            return tensor;
        }
        Map<String, String> all = new LinkedHashMap<>(captures);
        all.put(UnflattenRule.MODULE, module.get());
        return renamed(step, rule.to(), all, tensor);
    }

    private static MappedTensor scaled(RuleStep step, ScaleRule rule, MappedTensor tensor) {
        TensorInfo info = tensor.info();
        if (!RecipeReader.SCALABLE.contains(info.dtype())) {
            step.problem(Message.of("mapping.scaleType", info.name(), info.dtype()));
            return tensor;
        }
        OptionalDouble factor = factor(rule.by(), info);
        if (factor.isEmpty()) {
            step.problem(Message.of("mapping.scaleNoRank", info.name(), info.shape()));
            return tensor;
        }
        return step.changed(tensor, info.name(), info.shape(), new TensorRecipe.Scaled(tensor.recipe(), factor.getAsDouble()));
    }

    private static OptionalDouble factor(Factor by, TensorInfo info) {
        return switch (by) {
            case Factor.Constant(double value) -> OptionalDouble.of(value);
            case Factor.OneOverRank _ -> {
                long rank = rank(info);
                yield rank > 0 ? OptionalDouble.of(1.0 / rank) : OptionalDouble.empty();
            }
        };
    }

    /** Size of the rank dimension if the name tells which it is, else the smaller dimension; 0 if it is no matrix. */
    private static long rank(TensorInfo info) {
        Shape shape = info.shape();
        if (shape.dimensions() < 2) {
            return 0;
        }
        return AdapterKey.parseAny(info.name())
                .map(key -> key.extent().rankDimension())
                .filter(OptionalInt::isPresent)
                .map(dimension -> shape.size(dimension.getAsInt()))
                .orElse(Math.min(shape.size(0), shape.size(1)));
    }

    private static MappedTensor transposed(RuleStep step, MappedTensor tensor) {
        TensorInfo info = tensor.info();
        if (info.shape().dimensions() != 2 || info.dtype().bits() < 8 || info.dtype().isQuantised()) {
            step.problem(Message.of("mapping.transposeShape", info.name(), info.dtype(), info.shape()));
            return tensor;
        }
        return step.changed(tensor, info.name(), Recipes.swapped(info.shape()), Recipes.transposed(tensor.recipe()));
    }

    /** Makes the pieces of a split or gather. */
    private interface Cut {
        List<Piece> pieces() throws Inapplicable;
    }

    private static List<MappedTensor> cut(
            RuleStep step, MappedTensor tensor, Map<String, String> captures, List<NameTemplate> into, Cut cut) {
        try {
            step.effort().work(tensor, into.size());
            List<Piece> pieces = cut.pieces();
            List<MappedTensor> results = new ArrayList<>(pieces.size());
            for (int i = 0; i < pieces.size(); i++) {
                Optional<String> name = step.name(into.get(i), captures, tensor);
                if (name.isEmpty()) {
                    return List.of(tensor);
                }
                MappedTensor piece = step.changed(tensor, name.get(), pieces.get(i).shape(), pieces.get(i).recipe());
                results.add(step.effort().kept(piece));
            }
            return results;
        } catch (Inapplicable e) {
            step.problem(e.explanation());
            return List.of(tensor);
        }
    }

    /** Stored tensors of which no piece is left. */
    private List<DroppedTensor> unused() {
        if (dropped.isEmpty()) {
            return List.of();
        }
        Set<String> used = HashSet.newHashSet(tensors.size());
        tensors.forEach(tensor -> used.addAll(tensor.sources()));
        return dropped.values().stream().filter(one -> !used.contains(one.info().name())).toList();
    }
}
