package dev.patchbay.bench;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.matching.suggest.Suggestions;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rules on many names, and suggestions for a large model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RulesBenchmark {

    private static final List<String> PARTS =
            List.of("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0", "attn2.to_q", "attn2.to_k", "attn2.to_v", "attn2.to_out.0",
                    "ff.net.0.proj", "ff.net.2");
    private static final List<String> FOREIGN =
            List.of("self_attention.wq", "self_attention.wk", "self_attention.wv", "self_attention.wo", "cross_attention.wq",
                    "cross_attention.wk", "cross_attention.wv", "cross_attention.wo", "mlp.fc1", "mlp.fc2");

    private final List<TensorInfo> names = new ArrayList<>();
    private final List<TensorInfo> foreign = new ArrayList<>();
    private RuleSet rules = RuleSet.EMPTY;
    private BaseModel base = new BaseModel("", "", List.of(), Optional.empty());

    /** 10,000 names; 50 rules: prefixes, roles, suffixes and splits of which about half meet something, most of them open at both ends. */
    @Setup
    public void prepare() throws RuleSyntaxException {
        for (int i = 0; i < 500; i++) {
            for (String part : PARTS) {
                names.add(new TensorInfo(
                        "model.diffusion_model.blocks." + i + "." + part + ".lora_A.weight", DType.F16, Shape.of(8, 3072)));
                names.add(new TensorInfo(
                        "model.diffusion_model.blocks." + i + "." + part + ".lora_B.weight", DType.F16, Shape.of(3072, 8)));
            }
        }
        rules = rules.plus(List.of(RuleLine.parse("rename model.diffusion_model.{rest:**} → {rest}")));
        for (String part : PARTS) {
            rules = rules.plus(List.of(
                    RuleLine.parse("rename {c:**}.blocks.{i:int}." + part + ".{w:**} → {c}.layers.{i}." + part + ".{w}"),
                    RuleLine.parse("rename {c:**}.double_blocks.{i:int}." + part + ".{w:**} → {c}.other.{i}.{w}"),
                    RuleLine.parse("rename {module:**}." + part + ".lora_{m:down=A,up=B}.weight → {module}." + part + ".lora_{m}.weight"),
                    RuleLine.parse("split {c:**}.single_blocks.{i:int}." + part + ".qkv.{w:**} → {c}.q.{i}.{w}, {c}.k.{i}.{w}")));
        }
        while (rules.entries().size() < 50) {
            rules = rules.plus(List.of(RuleLine.parse("drop **.freqs_" + rules.entries().size())));
        }
        foreignModel();
    }

    /** 1,700 modules, and 2,000 names of another convention for 1,000 of them. */
    private void foreignModel() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int i = 0; i < 170; i++) {
            for (String part : PARTS) {
                shapes.put("transformer_blocks." + i + "." + part + ".weight", shape(part));
            }
        }
        base = new BaseModel("large", "", List.of(new ModuleDictionary("transformer", shapes)), Optional.empty());
        for (int i = 0; i < 100; i++) {
            for (int part = 0; part < PARTS.size(); part++) {
                Shape weight = shape(PARTS.get(part));
                String name = "net.stages." + i + "." + FOREIGN.get(part);
                foreign.add(new TensorInfo(name + ".lora_down.weight", DType.F16, Shape.of(16, weight.size(1))));
                foreign.add(new TensorInfo(name + ".lora_up.weight", DType.F16, Shape.of(weight.size(0), 16)));
            }
        }
    }

    private static Shape shape(String part) {
        return part.equals("ff.net.0.proj") ? Shape.of(12288, 3072) : part.equals("ff.net.2") ? Shape.of(3072, 12288)
                : Shape.of(3072, 3072);
    }

    @Benchmark
    public MappingResult fiftyRulesOnTenThousandNames() {
        return rules.apply(names);
    }

    @Benchmark
    public Suggestions suggestionsForTwoThousandNames() {
        List<StoredTensor> stored =
                foreign.stream().map(info -> new StoredTensor(info, new Unread(info.dtype(), info.shape()), "")).toList();
        Checkpoint file = new Checkpoint(
                Path.of("foreign.safetensors"), CheckpointFormat.SAFETENSORS, CheckpointLayout.SINGLE_FILE, stored, Map.of(), Map.of(),
                List.of(), () -> {});
        RuleSearch search = new RuleSearch(foreign, base::unflatten, KnownRules.BUILT_IN);
        MappingResult mapping = search.apply(RuleSet.EMPTY);
        return Suggestions.of(new AdapterFit(file, mapping, AdapterFit.named(file, mapping), base, Expectation.NONE), search);
    }

    /** Names and shapes are all that suggestions look at. */
    private record Unread(DType dtype, Shape shape) implements TensorData {

        @Override
        public MemorySegment bytes(Arena arena) {
            throw new UnsupportedOperationException("no values are read");
        }
    }
}
