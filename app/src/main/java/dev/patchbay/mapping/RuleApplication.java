package dev.patchbay.mapping;

import dev.patchbay.mapping.ScaleRule.Factor;
import dev.patchbay.mapping.SplitPieces.Indivisible;
import dev.patchbay.mapping.SplitPieces.Piece;
import dev.patchbay.mapping.TensorRecipe.Scaled;
import dev.patchbay.mapping.TensorRecipe.Stored;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One run of a rule set over a state dict. */
final class RuleApplication {

    /** What a scaled tensor can be written as. */
    private static final Set<DType> SCALABLE = EnumSet.of(DType.F32, DType.F16, DType.BF16);

    private final RuleSet rules;
    private final Map<String, TensorInfo> stored;
    private final Map<String, DroppedTensor> dropped = new LinkedHashMap<>();
    private final ProblemLog problems = new ProblemLog();
    private final int[] hits;
    private List<MappedTensor> tensors;

    RuleApplication(RuleSet rules, List<TensorInfo> infos) {
        this.rules = rules;
        this.hits = new int[rules.entries().size()];
        this.stored = LinkedHashMap.newLinkedHashMap(infos.size());
        this.tensors = new ArrayList<>(infos.size());
        for (TensorInfo info : infos) {
            stored.put(info.name(), info);
            tensors.add(new MappedTensor(info, new Stored(info.name()), List.of()));
        }
    }

    MappingResult run() {
        for (int position = 0; position < hits.length; position++) {
            RuleEntry entry = rules.entries().get(position);
            Optional<Message> broken = RuleCheck.problem(entry.rule());
            if (entry.enabled() && broken.isPresent()) {
                problems.add(position, broken.get());
            } else if (entry.enabled()) {
                apply(position, entry.rule());
            }
        }
        new NameCollisions(problems).find(tensors);
        return new MappingResult(rules, tensors, unused(), problems.list(), Arrays.stream(hits).boxed().toList());
    }

    private void apply(int position, Rule rule) {
        List<MappedTensor> next = new ArrayList<>(tensors.size());
        for (MappedTensor tensor : tensors) {
            switch (rule) {
                case KeepRule keep -> keep(position, keep.pattern().matches(tensor.name()), tensor, next);
                case DropRule drop -> drop(position, drop.pattern().matches(tensor.name()), tensor, next);
                case RenameRule rename -> next.add(rename(position, rename, tensor));
                case ScaleRule scale -> next.add(scale(position, scale, tensor));
                case SplitRule split -> next.addAll(split(position, split, tensor));
            }
        }
        tensors = next;
    }

    private void keep(int position, boolean matches, MappedTensor tensor, List<MappedTensor> next) {
        if (matches) {
            hits[position]++;
            next.add(tensor);
        } else {
            leaveOut(position, tensor);
        }
    }

    private void drop(int position, boolean matches, MappedTensor tensor, List<MappedTensor> next) {
        if (matches) {
            hits[position]++;
            leaveOut(position, tensor);
        } else {
            next.add(tensor);
        }
    }

    private void leaveOut(int position, MappedTensor tensor) {
        TensorInfo info = stored.get(tensor.source());
        if (info != null) {
            dropped.put(info.name(), new DroppedTensor(info, position));
        }
    }

    private MappedTensor rename(int position, RenameRule rule, MappedTensor tensor) {
        Optional<Map<String, String>> captures = rule.pattern().match(tensor.name());
        if (captures.isEmpty()) {
            return tensor;
        }
        hits[position]++;
        Optional<String> name = name(position, rule.to(), captures.get(), tensor);
        return name.isEmpty() ? tensor : changed(position, tensor, name.get(), tensor.info().shape(), tensor.recipe());
    }

    private MappedTensor scale(int position, ScaleRule rule, MappedTensor tensor) {
        if (!rule.pattern().matches(tensor.name())) {
            return tensor;
        }
        hits[position]++;
        TensorInfo info = tensor.info();
        if (!SCALABLE.contains(info.dtype())) {
            problems.add(position, Message.of("mapping.scaleType", info.name(), info.dtype()));
            return tensor;
        }
        OptionalDouble factor = factor(rule.by(), info);
        if (factor.isEmpty()) {
            problems.add(position, Message.of("mapping.scaleNoRank", info.name(), info.shape()));
            return tensor;
        }
        return changed(position, tensor, info.name(), info.shape(), new Scaled(tensor.recipe(), factor.getAsDouble()));
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

    /** What the name says, else the smaller dimension; 0 if there is none. */
    private static long rank(TensorInfo info) {
        Shape shape = info.shape();
        if (shape.dimensions() < 2) {
            return 0;
        }
        return switch (PairHalf.of(info.name()).orElse(PairHalf.ALPHA)) {
            case DOWN -> shape.size(0);
            case UP -> shape.size(1);
            case ALPHA -> Math.min(shape.size(0), shape.size(1));
        };
    }

    private List<MappedTensor> split(int position, SplitRule rule, MappedTensor tensor) {
        Optional<Map<String, String>> captures = rule.pattern().match(tensor.name());
        if (captures.isEmpty()) {
            return List.of(tensor);
        }
        hits[position]++;
        try {
            List<Piece> pieces = SplitPieces.of(rule, tensor);
            List<MappedTensor> results = new ArrayList<>(pieces.size());
            for (int i = 0; i < pieces.size(); i++) {
                Optional<String> name = name(position, rule.into().get(i), captures.get(), tensor);
                if (name.isEmpty()) {
                    return List.of(tensor);
                }
                results.add(changed(position, tensor, name.get(), pieces.get(i).shape(), pieces.get(i).recipe()));
            }
            return results;
        } catch (Indivisible e) {
            problems.add(position, e.explanation());
            return List.of(tensor);
        }
    }

    /** The new name; empty, with a problem noted, if the template yields none. */
    private Optional<String> name(int position, NameTemplate template, Map<String, String> captures, MappedTensor tensor) {
        try {
            String name = template.fill(captures);
            if (!name.isEmpty()) {
                return Optional.of(name);
            }
            problems.add(position, Message.of("mapping.noName", template, tensor.name()));
        } catch (ArithmeticException e) {
            problems.add(position, Message.of("mapping.badIndex", template, tensor.name()));
        }
        return Optional.empty();
    }

    private static MappedTensor changed(int position, MappedTensor tensor, String name, Shape shape, TensorRecipe recipe) {
        List<Integer> touched = new ArrayList<>(tensor.rules());
        touched.add(position);
        return new MappedTensor(new TensorInfo(name, tensor.info().dtype(), shape), recipe, touched);
    }

    /** A stored tensor of which another piece is still there is not left out. */
    private List<DroppedTensor> unused() {
        if (dropped.isEmpty()) {
            return List.of();
        }
        Set<String> used = HashSet.newHashSet(tensors.size());
        tensors.forEach(tensor -> used.add(tensor.source()));
        return dropped.values().stream().filter(one -> !used.contains(one.info().name())).toList();
    }
}
