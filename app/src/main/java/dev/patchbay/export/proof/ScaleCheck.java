package dev.patchbay.export.proof;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compares the scale s that a program gives to each module of a written file with the one under which its change {@code s · B · A} is that
 * of the source.
 *
 * @param target final name of the file, for messages
 * @param program whose reading of alpha tensors, metadata and configuration counts
 * @param wanted scale by the name of a tensor of the module; modules without an entry are not compared
 */
public record ScaleCheck(Path target, Program program, Map<String, Double> wanted) {

    private static final double SAME = 1e-6;

    public ScaleCheck {
        wanted = Map.copyOf(wanted);
    }

    /** Of a file that is read without a base, by which some programs choose the alphas they read: all are taken as read. */
    public void check(Checkpoint file) throws IOException {
        Adapter read = AdapterAssembler.assemble(file, RuleSet.EMPTY.apply(file.infos()), OptionalDouble.empty());
        Declarations declarations = Declarations.of(file);
        check(read, module -> true, module -> program.loader().scale(module, declarations, alpha -> true));
    }

    /**
     * @param read the file's modules
     * @param which those that the program applies
     * @param scales those that the program gives
     * @throws ExportException if the program gives a module another scale
     */
    void check(Adapter read, Predicate<AdapterModule> which, Function<AdapterModule, OptionalDouble> scales) throws ExportException {
        for (AdapterModule module : read.modules()) {
            Optional<Double> right = module.tensors().stream()
                    .map(MappedTensor::source).filter(wanted::containsKey).map(wanted::get).filter(Objects::nonNull).findFirst();
            if (right.isPresent() && module.form().isScaled(module.shapes()) && which.test(module)) {
                OptionalDouble found = scales.apply(module);
                if (found.isPresent() && !isSame(found.getAsDouble(), right.get())) {
                    throw new ExportException(Message.of(
                            "export.check.scale", target, program.title(), module.address(), found.getAsDouble(), right.get()));
                }
            }
        }
    }

    static boolean isSame(double one, double other) {
        return Math.abs(one - other) <= SAME * Math.max(1, Math.abs(other));
    }
}
