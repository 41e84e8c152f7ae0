package dev.patchbay.inspection;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Inspections that tests share. */
public final class Inspected {

    public static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    public static final Path DEMO = Path.of("src/main/resources/dev/patchbay/demo");

    private Inspected() {}

    public static BaseModel base(String name) throws IOException {
        return new BaseModels(TestOpener.OPENER).resolve(name);
    }

    public static InspectionReport of(Path path, String base, RuleSet rules) throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            return of(checkpoint, base(base), rules, Expectation.NONE, OptionalDouble.empty());
        }
    }

    public static InspectionReport of(SyntheticCheckpoint checkpoint, String base) throws IOException {
        return of(checkpoint.build(), base(base), RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty());
    }

    public static InspectionReport of(SyntheticCheckpoint checkpoint, String base, Expectation expectation) throws IOException {
        return of(checkpoint.build(), base(base), RuleSet.EMPTY, expectation, OptionalDouble.empty());
    }

    public static InspectionReport of(Checkpoint checkpoint, BaseModel base, RuleSet rules, Expectation expectation, OptionalDouble scale)
            throws IOException {
        MappingResult mapping = rules.apply(checkpoint.infos(), base::unflatten);
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, scale);
        return Inspection.inspect(checkpoint, mapping, adapter, base, expectation);
    }

    /**
     * An adapter for the attention of every block, its module names spelled by {@code spelling}, its suffix by {@code down} and {@code
     * up}.
     */
    public static SyntheticCheckpoint attention(int blocks, long width, long rank, UnaryOperator<String> spelling, String down, String up) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        for (int block = 0; block < blocks; block++) {
            for (String leaf : List.of("to_q", "to_k", "to_v", "to_out.0")) {
                String module = spelling.apply("transformer_blocks." + block + ".attn1." + leaf);
                checkpoint.tensor(module + down, rank, width).tensor(module + up, width, rank);
            }
        }
        return checkpoint;
    }

    public static SyntheticCheckpoint diffusers(int blocks, long width, long rank) {
        return attention(blocks, width, rank, name -> "transformer." + name, ".lora_A.weight", ".lora_B.weight");
    }

    public static Problem only(InspectionReport report, ProblemCode code) {
        return only(report, code, "");
    }

    /** @param words in its message */
    public static Problem only(InspectionReport report, ProblemCode code, String words) {
        List<Problem> found = report.problems().stream()
                .filter(problem -> problem.code() == code && problem.message().text().contains(words))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " problems of " + code + " in " + report.problems());
        }
        return found.getFirst();
    }
}
