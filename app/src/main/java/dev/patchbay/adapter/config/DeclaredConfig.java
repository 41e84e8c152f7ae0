package dev.patchbay.adapter.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Rank, alpha and target modules as a file declares them beside the tensors. */
public final class DeclaredConfig {

    private final OptionalLong rank;
    private final OptionalDouble alpha;
    private final boolean rankStabilized;
    private final NamePatterns ranks;
    private final NamePatterns alphas;
    private final Optional<ModuleSelection> targets;
    private final DeclaredTuner tuner;

    DeclaredConfig(
            OptionalLong rank,
            OptionalDouble alpha,
            boolean rankStabilized,
            NamePatterns ranks,
            NamePatterns alphas,
            Optional<ModuleSelection> targets,
            DeclaredTuner tuner) {
        this.rank = rank;
        this.alpha = alpha;
        this.rankStabilized = rankStabilized;
        this.ranks = ranks;
        this.alphas = alphas;
        this.targets = targets;
        this.tuner = tuner;
    }

    /**
     * Modules in which PEFT creates adapter layers ({@code target_modules}); empty if none are declared, which PEFT rejects for models it
     * does not know.
     */
    public Optional<ModuleSelection> targets() {
        return targets;
    }

    /** Which tuner of PEFT the configuration is for, and what it adds to its layers. */
    public DeclaredTuner tuner() {
        return tuner;
    }

    /** True if every layer gets a bias beside its matrix B. */
    public boolean hasUpBias() {
        return tuner.upBias();
    }

    /** True if every layer gets DoRA's magnitudes. */
    public boolean hasMagnitudes() {
        return tuner.magnitudes();
    }

    /** Expressions for ranks and alphas that are not tried, because there are too many. */
    int untriedPatterns() {
        return ranks.untried() + alphas.untried();
    }

    /** Declared rank of a module, by its name inside the component. */
    public OptionalLong rank(String module) {
        return ranks.value(module).map(value -> OptionalLong.of(value.longValue())).orElse(rank);
    }

    /** Declared alpha of a module. */
    public OptionalDouble alpha(String module) {
        return alphas.value(module).map(OptionalDouble::of).orElse(alpha);
    }

    /**
     * alpha / r, or alpha / √r if rank-stabilized; empty if no alpha is declared.
     *
     * @param rank of the tensors, used where none is declared
     */
    public OptionalDouble scale(String module, long rank) {
        double divisor = rank(module).orElse(rank);
        OptionalDouble declared = alpha(module);
        if (declared.isEmpty() || divisor <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(declared.getAsDouble() / (rankStabilized ? Math.sqrt(divisor) : divisor));
    }
}
