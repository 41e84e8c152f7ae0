package dev.patchbay.export.proof;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What one program does with a file as it is, and the scales that it gives to the file's modules.
 *
 * @param scales by module; none for modules without a scale
 */
record Reading(Verdict verdict, Map<Named, Double> scales) {

    private static final Set<Outcome> TAKEN = Set.of(Outcome.APPLIES, Outcome.PARTIAL);

    /** A module by its name in the file; equal for the module of the same name in another file. */
    record Named(String container, String address, OptionalInt piece) {

        static Named of(AdapterModule module) {
            return new Named(module.container(), module.address(), module.piece());
        }
    }

    /**
     * Of all programs that are judged.
     *
     * @throws IOException if an alpha tensor cannot be read
     */
    static Map<Program, Reading> all(Checkpoint file, BaseModel base) throws IOException {
        MappingResult asItIs = RuleSet.EMPTY.apply(file.infos());
        Adapter read = AdapterAssembler.assemble(file, asItIs, OptionalDouble.empty());
        AdapterFit fit = new AdapterFit(file, asItIs, read, base, Expectation.NONE);
        Map<Program, Reading> readings = new EnumMap<>(Program.class);
        Program.verdicts(fit).forEach(verdict -> readings.put(verdict.program(), new Reading(verdict, scales(verdict, fit))));
        return readings;
    }

    private static Map<Named, Double> scales(Verdict verdict, AdapterFit fit) {
        Map<Named, Double> scales = new HashMap<>();
        if (TAKEN.contains(verdict.outcome())) {
            Function<AdapterModule, OptionalDouble> ofProgram = verdict.program().loader().scales(fit);
            fit.adapter().modules().stream()
                    .filter(module -> module.form().isScaled(module.shapes()))
                    .forEach(module -> ofProgram.apply(module).ifPresent(scale -> scales.put(Named.of(module), scale)));
        }
        return scales;
    }

    /** True if the program applies some of it. */
    boolean isTaken() {
        return TAKEN.contains(verdict.outcome());
    }

    /** True if it is known that the program applies none of it. */
    boolean isRefused() {
        return !isTaken() && verdict.outcome() != Outcome.UNKNOWN;
    }

    /** {@code ComfyUI 0.3.64}. */
    String title() {
        return verdict.program().title() + " " + verdict.version();
    }
}
