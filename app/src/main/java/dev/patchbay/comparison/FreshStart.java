package dev.patchbay.comparison;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reasons to suspect that a training that should have been resumed started anew: modules that are missing, another rank or scale,
 * products that are zero again, or down matrices unrelated to the earlier ones.
 */
record FreshStart(ComparedCheckpoint left, ComparedCheckpoint right) {

    /** Training changes a down matrix little; two random initialisations have a cosine of about 1 / √elements. */
    private static final double UNRELATED = 0.1;

    List<Message> reasons(Cancellation cancellation) throws IOException {
        Map<String, AdapterModule> before = modules(left);
        Map<String, AdapterModule> after = modules(right);
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        List<Message> reasons = new ArrayList<>();
        List<String> lost = before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
        if (!lost.isEmpty()) {
            reasons.add(Message.of("comparison.lostModules", lost.size(), before.size(), lost.getFirst()));
        }
        List<Continued> common = new ArrayList<>();
        before.forEach((name, module) -> Optional.ofNullable(after.get(name))
                .ifPresent(later -> common.add(new Continued(name, module, later))));
        changed(common, AdapterModule::rank, "comparison.otherRank").ifPresent(reasons::add);
        changed(common, AdapterModule::scale, "comparison.otherScale").ifPresent(reasons::add);
        values(common, cancellation, reasons);
        return reasons;
    }

    /** A module that both checkpoints have. */
    private record Continued(String name, AdapterModule before, AdapterModule after) {}

    private static Map<String, AdapterModule> modules(ComparedCheckpoint side) {
        return side.adapter().modules().stream()
                .filter(AdapterModule::isPair)
                .collect(Collectors.toMap(AdapterModule::address, module -> module, (first, second) -> first, LinkedHashMap::new));
    }

    private static <T> Optional<Message> changed(List<Continued> modules, Function<AdapterModule, T> property, String key) {
        List<Continued> other =
                modules.stream().filter(one -> !property.apply(one.before()).equals(property.apply(one.after()))).toList();
        return other.stream()
                .findFirst()
                .map(one -> Message.of(key, other.size(), one.name(), property.apply(one.before()), property.apply(one.after())));
    }

    private void values(List<Continued> modules, Cancellation cancellation, List<Message> reasons) throws IOException {
        List<String> zero = new ArrayList<>();
        List<String> unrelated = new ArrayList<>();
        int comparable = 0;
        for (Continued module : modules) {
            cancellation.check();
            boolean nowZero = isZero(right, module.after()) && !isZero(left, module.before());
            if (nowZero) {
                zero.add(module.name());
            }
            Optional<Double> cosine = cosine(module.before(), module.after());
            if (cosine.isPresent()) {
                comparable++;
                if (Math.abs(cosine.get()) < UNRELATED) {
                    unrelated.add(module.name());
                }
            }
        }
        if (!zero.isEmpty()) {
            reasons.add(Message.of("comparison.zeroProducts", zero.size(), modules.size(), zero.getFirst()));
        }
        if (2 * unrelated.size() > comparable) {
            reasons.add(Message.of("comparison.unrelated", unrelated.size(), modules.size(), unrelated.getFirst()));
        }
    }

    private static boolean isZero(ComparedCheckpoint side, AdapterModule module) throws IOException {
        return norm(side, module.up().orElseThrow()) == 0 || norm(side, module.down().orElseThrow()) == 0;
    }

    private static double norm(ComparedCheckpoint side, MappedTensor tensor) throws IOException {
        double sum = 0;
        for (float value : side.data(tensor).toFloats()) {
            sum += (double) value * value;
        }
        return sum;
    }

    /** Cosine of the down matrices; empty if their shapes differ or only one of them is zero. */
    private Optional<Double> cosine(AdapterModule before, AdapterModule after) throws IOException {
        MappedTensor one = before.down().orElseThrow();
        MappedTensor other = after.down().orElseThrow();
        if (!one.info().shape().equals(other.info().shape())) {
            return Optional.empty();
        }
        return ValueDifference.of(left.data(one), right.data(other))
                .filter(difference -> difference.distance() == 0 || difference.left() > 0 && difference.right() > 0)
                .map(ValueDifference::cosine);
    }
}
