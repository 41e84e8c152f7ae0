package dev.patchbay.export.adapter;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of the file as it is, so that an export can be compared with it.
 *
 * @param adapter put together from the file without any rules
 * @param verdicts on it, of the programs that are asked about
 * @param notFinite stored tensors that hold NaN or infinity, as far as values were read
 */
public record Untouched(Adapter adapter, List<Verdict> verdicts, Set<String> notFinite) {

    public Untouched {
        verdicts = List.copyOf(verdicts);
        notFinite = Set.copyOf(notFinite);
    }

    /** Asks one program. */
    static Untouched of(Checkpoint checkpoint, BaseModel base, Program program) {
        MappingResult asItIs = RuleSet.EMPTY.apply(checkpoint.infos());
        AdapterFit fit = new AdapterFit(checkpoint, asItIs, AdapterFit.named(checkpoint, asItIs), base, Expectation.NONE);
        return new Untouched(fit.adapter(), program.verdict(fit).stream().toList(), Set.of());
    }

    /** How many modules the program applies; 0 where that is not known. */
    int applied(Program program) {
        return verdicts.stream().filter(verdict -> verdict.program() == program).mapToInt(Verdict::applied).findFirst().orElse(0);
    }
}
