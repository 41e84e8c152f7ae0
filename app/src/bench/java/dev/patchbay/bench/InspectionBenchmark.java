package dev.patchbay.bench;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspection;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The structural part of an inspection, from names to problems and verdicts; what reads values is not in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InspectionBenchmark {

    /** What is inspected. */
    public enum Case {
        /** 336 modules, all that training tools change in the 42 blocks of CogVideoX-5b, under their right names. */
        FITTING("cogvideox-5b"),
        /** The 168 modules of its attention under SAT's names, 336 tensors, so that rules are tried. */
        SAT_NAMES("cogvideox-5b"),
        /** 2,000 names of another naming, no two of one kind, against the 1,700 modules of SDXL. */
        FOREIGN_NAMES("stable-diffusion-xl");

        private final String base;

        Case(String base) {
            this.base = base;
        }

        private Checkpoint make() {
            return switch (this) {
                case FITTING -> pairs(336, 3072, InspectionBenchmark::fitting, ".lora_A.weight", ".lora_B.weight");
                case SAT_NAMES -> pairs(168, 3072, InspectionBenchmark::sat, "", "");
                case FOREIGN_NAMES -> pairs(2000, 640, i -> "net.stage" + word(i) + ".attention.query", ".lora_A.weight", ".lora_B.weight");
            };
        }

        /** Pairs of rank 8 without values; {@code %s} in a name stands for A and B. */
        private static Checkpoint pairs(int modules, long width, IntFunction<String> name, String down, String up) {
            SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
            for (int i = 0; i < modules; i++) {
                String module = name.apply(i);
                boolean norm = module.contains(".norm");
                long out = norm ? 6 * width : module.contains("ff.net.0") ? 4 * width : width;
                long in = norm ? 512 : module.contains("ff.net.2") ? 4 * width : width;
                checkpoint.data(module.replace("%s", "A") + down, new Hollow(Shape.of(8, in)));
                checkpoint.data(module.replace("%s", "B") + up, new Hollow(Shape.of(out, 8)));
            }
            return checkpoint.build();
        }

        /** Letters instead of a number, so that no two names are of one kind. */
        private static String word(int number) {
            return Integer.toString(number, 26).chars().mapToObj(c -> String.valueOf((char) ('a' + Character.digit(c, 26))))
                    .reduce("", String::concat);
        }
    }

    private static final List<String> LEAVES = List.of(
            "attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0", "ff.net.0.proj", "ff.net.2", "norm1.linear", "norm2.linear");
    private static final List<String> SAT = List.of(
            "query_key_value.matrix_%s.0", "query_key_value.matrix_%s.1", "query_key_value.matrix_%s.2", "dense.matrix_%s.0");

    /** A shape without values. */
    private record Hollow(Shape shape) implements TensorData {

        @Override
        public DType dtype() {
            return DType.BF16;
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            throw new IOException("the structural part reads no values");
        }
    }

    private static String fitting(int module) {
        return "transformer.transformer_blocks." + module / LEAVES.size() + "." + LEAVES.get(module % LEAVES.size());
    }

    private static String sat(int module) {
        return "model.diffusion_model.transformer.layers." + module / SAT.size() + ".attention." + SAT.get(module % SAT.size());
    }

    @Param
    public Case what;

    private Checkpoint checkpoint = new SyntheticCheckpoint().build();
    private BaseModel base = ModelCatalog.find("cogvideox-2b").orElseThrow();

    @Setup
    public void open() {
        checkpoint = what.make();
        base = ModelCatalog.find(what.base).orElseThrow();
    }

    @Benchmark
    public InspectionReport inspect() throws IOException {
        MappingResult mapping = RuleSet.EMPTY.apply(checkpoint.infos(), base::unflatten);
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
        return Inspection.inspect(checkpoint, mapping, adapter, base, Expectation.NONE);
    }
}
