package dev.patchbay.matching.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How good suggestions are: adapters for every linear layer of nine models, with their names in another form along one axis of a
 * convention at a time. The figures are asserted, so that no change makes them worse unseen.
 */
class SuggestionsTest {

    private static final List<String> MODELS = List.of(
            "cogvideox-2b", "cogvideox-5b", "wan2.1-t2v-14b", "flux.1-dev", "hunyuan-video", "ltx-video", "mochi-1",
            "stable-diffusion-1.5", "stable-diffusion-xl");

    private static final Map<String, String> NATIVE = Map.of(
            "cogvideox-2b", "cogvideox-to-comfyui",
            "cogvideox-5b", "cogvideox-to-comfyui",
            "wan2.1-t2v-14b", "diffusers-to-wan",
            "flux.1-dev", "diffusers-to-flux",
            "hunyuan-video", "diffusers-to-hunyuan-video",
            "ltx-video", "diffusers-to-ltx",
            "mochi-1", "diffusers-to-mochi",
            "stable-diffusion-1.5", "diffusers-to-sgm-sd",
            "stable-diffusion-xl", "diffusers-to-sgm-sdxl");

    /** A foreign tensor and the modules it is for. */
    private record Case(TensorInfo tensor, List<String> modules) {}

    /** Right and certain of all. */
    private record Score(String axis, int all, int right, int rightAndCertain, List<String> wrongAndCertain, List<String> wrong) {

        Score plus(Score other) {
            return new Score(axis, all + other.all, right + other.right, rightAndCertain + other.rightAndCertain,
                    both(wrongAndCertain, other.wrongAndCertain), both(wrong, other.wrong));
        }

        private static List<String> both(List<String> one, List<String> other) {
            List<String> both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        }

        @Override
        public String toString() {
            return "%s: %d modules, %.1f %% right, %.1f %% of them certain, %d wrong but certain %s; wrong %s"
                    .formatted(axis, all, 100.0 * right / all, 100.0 * rightAndCertain / Math.max(1, right), wrongAndCertain.size(),
                            wrongAndCertain.stream().limit(5).toList(), wrong.stream().limit(8).toList());
        }
    }

    private static BaseModel model(String name) {
        return ModelCatalog.find(name).orElseThrow();
    }

    /** Names and shapes are all that suggestions look at. */
    private record Unread(DType dtype, Shape shape) implements TensorData {

        @Override
        public MemorySegment bytes(Arena arena) {
            throw new UnsupportedOperationException("no values are read");
        }
    }

    static Suggestions suggestions(List<TensorInfo> tensors, BaseModel base) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        tensors.forEach(tensor -> file.data(tensor.name(), new Unread(tensor.dtype(), tensor.shape())));
        Checkpoint checkpoint = file.build();
        RuleSearch search = new RuleSearch(checkpoint.infos(), base::unflatten, KnownRules.BUILT_IN);
        MappingResult mapping = search.apply(RuleSet.EMPTY);
        AdapterFit fit = new AdapterFit(checkpoint, mapping, AdapterFit.named(checkpoint, mapping), base, Expectation.NONE);
        return Suggestions.of(fit, search);
    }

    /** Rank 8 for every linear layer. */
    private static List<Case> adapter(BaseModel base) {
        List<Case> cases = new ArrayList<>();
        for (ModuleInfo module : base.main().modules()) {
            if (module.weight().dimensions() == 2) {
                String name = base.main().component() + "." + module.name();
                cases.add(new Case(
                        new TensorInfo(name + ".lora_A.weight", DType.F16, Shape.of(8, module.weight().size(1))), List.of(module.name())));
                cases.add(new Case(
                        new TensorInfo(name + ".lora_B.weight", DType.F16, Shape.of(module.weight().size(0), 8)), List.of(module.name())));
            }
        }
        return cases;
    }

    private static List<Case> renamed(List<Case> cases, UnaryOperator<String> rename) {
        return cases.stream()
                .map(one -> new Case(
                        new TensorInfo(rename.apply(one.tensor().name()), one.tensor().dtype(), one.tensor().shape()), one.modules()))
                .toList();
    }

    /** As the authors' code names modules, fused ones with one down matrix for all parts. */
    private static List<Case> foreign(List<Case> cases, String rules) {
        Map<String, Case> bySource = cases.stream().collect(Collectors.toMap(one -> one.tensor().name(), one -> one));
        RuleSet set = BuiltInRules.find(rules).orElseThrow();
        List<Case> foreign = new ArrayList<>();
        for (MappedTensor tensor : set.apply(cases.stream().map(Case::tensor).toList()).tensors()) {
            List<String> modules = tensor.sources().stream().flatMap(source -> bySource.get(source).modules().stream()).distinct().toList();
            long[] shape = tensor.info().shape().toArray();
            shape[tensor.name().endsWith("lora_A.weight") ? 0 : 1] = 8;
            foreign.add(new Case(new TensorInfo(tensor.name(), DType.F16, Shape.of(shape)), modules));
        }
        return foreign;
    }

    private static String flattened(String name, String prefix) {
        String module = name.substring(name.indexOf('.') + 1, name.indexOf(".lora_"));
        String half = name.endsWith("lora_A.weight") ? ".lora_down.weight" : ".lora_up.weight";
        return prefix + module.replace('.', '_') + half;
    }

    private static Score score(String axis, BaseModel base, List<Case> cases) {
        Map<String, List<String>> expected = cases.stream().collect(Collectors.toMap(one -> one.tensor().name(), Case::modules));
        Suggestions suggestions = suggestions(cases.stream().map(Case::tensor).toList(), base);
        int right = 0;
        int certain = 0;
        List<String> wrongAndCertain = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Suggestion one : suggestions.all()) {
            TreeSet<String> found =
                    one.targets().stream().map(place -> place.module().name()).collect(Collectors.toCollection(TreeSet::new));
            TreeSet<String> wanted = new TreeSet<>(expected.get(one.tensors().getFirst().name()));
            boolean isRight = found.equals(wanted);
            right += isRight ? 1 : 0;
            certain += isRight && one.certain() ? 1 : 0;
            if (!isRight) {
                (one.certain() ? wrongAndCertain : wrong).add(one.source() + " → " + found);
            }
        }
        suggestions.unmatched().forEach(name -> wrong.add(name + " → nothing"));
        return new Score(axis, cases.size() / 2, right, certain, wrongAndCertain, wrong);
    }

    private static Map<String, UnaryOperator<String>> spellings() {
        Map<String, UnaryOperator<String>> axes = new LinkedHashMap<>();
        for (String container : List.of("", "diffusion_model.", "zorb.blat.")) {
            axes.put("container \"" + container + "\"", name -> container + name.substring(name.indexOf('.') + 1));
        }
        axes.put("component", name -> "frim." + name);
        axes.put("suffix lora_down", name -> name.replace("lora_A", "lora_down").replace("lora_B", "lora_up"));
        axes.put("suffix lora.down", name -> name.replace("lora_A", "lora.down").replace("lora_B", "lora.up"));
        axes.put("suffix matrix_A", name -> name.replace("lora_A.weight", "matrix_A.0").replace("lora_B.weight", "matrix_B.0"));
        axes.put("suffix bare", name -> name.replace(".weight", ""));
        axes.put("suffix of no words", name -> name.replace("lora_A.weight", "frim").replace("lora_B.weight", "snork"));
        axes.put("infix", name -> name.replace(".weight", ".default.weight"));
        axes.put("flattened, kohya", name -> flattened(name, "lora_unet_"));
        axes.put("flattened, VideoX-Fun", name -> flattened(name, "lora_unet__"));
        axes.put("flattened, LyCORIS", name -> flattened(name, "lycoris_"));
        axes.put("block word", name -> name.replace("transformer_blocks.", "layers.").replaceFirst("\\.blocks\\.", ".layers."));
        axes.put("block word of no sense", name -> name.replace("transformer_blocks.", "zorbs.").replaceFirst("\\.blocks\\.", ".zorbs."));
        axes.put("attention word", name -> name
                .replace(".attn1.", ".self_attn.").replace(".attn2.", ".cross_attn.").replace(".attn.", ".attention."));
        axes.put("role words", name -> name
                .replace("to_q.", "q_proj.").replace("to_k.", "k_proj.").replace("to_v.", "v_proj.").replace("to_out.0.", "out_proj."));
        axes.put("feed-forward words", name -> name.replace("net.0.proj.", "fc1.").replace("net.2.", "fc2."));
        return axes;
    }

    private static List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        spellings().forEach((axis, rename) -> scores.add(MODELS.stream()
                .map(ModelCatalog::find)
                .map(base -> score(axis, base.orElseThrow(), renamed(adapter(base.orElseThrow()), rename)))
                .reduce(Score::plus)
                .orElseThrow()));
        scores.add(MODELS.stream()
                .map(name -> score("order", model(name), shuffled(adapter(model(name)))))
                .reduce(Score::plus)
                .orElseThrow());
        scores.add(MODELS.stream()
                .map(name -> score("native names", model(name), foreign(adapter(model(name)), NATIVE.get(name))))
                .reduce(Score::plus)
                .orElseThrow());
        scores.add(List.of("wan2.1-t2v-14b", "flux.1-dev", "hunyuan-video", "stable-diffusion-xl").stream()
                .map(name -> score("native names, flattened", model(name),
                        renamed(foreign(adapter(model(name)), NATIVE.get(name)), one -> flattened(one, "lora_unet_"))))
                .reduce(Score::plus)
                .orElseThrow());
        scores.add(score("SAT", model("cogvideox-5b"), renamed(attentions(), SuggestionsTest::sat)));
        scores.add(score(
                "SAT in another container", model("cogvideox-5b"),
                renamed(attentions(), name -> "zorb." + sat(name).substring("model.diffusion_model.".length()))));
        return scores;
    }

    private static List<Case> attentions() {
        return adapter(model("cogvideox-5b")).stream().filter(one -> one.tensor().name().contains(".attn1.")).toList();
    }

    private static String sat(String name) {
        String half = name.endsWith("lora_A.weight") ? "A" : "B";
        String part = name.contains("to_q") || name.contains("to_out") ? "0" : name.contains("to_k") ? "1" : "2";
        String layer = name.contains("to_out") ? "dense" : "query_key_value";
        return name.replaceFirst(
                ".*transformer_blocks\\.(\\d+)\\..*",
                "model.diffusion_model.transformer.layers.$1.attention." + layer + ".matrix_" + half + "." + part);
    }

    private static List<Case> shuffled(List<Case> cases) {
        List<Case> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }

    @Test
    void atLeast95PercentAreRightAnd80PercentOfThemCertainAndNoneIsWrongButCertain() {
        List<Score> scores = scores();
        Score all = scores.stream().reduce(Score::plus).orElseThrow();
        String report = scores.stream().map(Score::toString).collect(Collectors.joining("\n", "\n", "\n"));
        assertThat(scores).as(report).allSatisfy(score -> {
            assertThat(score.wrongAndCertain()).isEmpty();
            assertThat(score.right()).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * score.all()));
            assertThat(score.rightAndCertain()).isGreaterThanOrEqualTo((int) Math.ceil(0.8 * score.right()));
        });
        assertThat(all.right()).as(report).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * all.all()));
    }

    @Test
    void rolesOfNoSenseAreNeverTakenForCertainUnlessNothingElseHasTheShape() {
        Map<String, UnaryOperator<String>> axes = Map.of(
                "roles", name -> name
                        .replace("to_q.", "frim.").replace("to_k.", "blat.").replace("to_v.", "snork.").replace("to_out.0.", "gorp."),
                "two roles", name -> name.replace("to_k.", "blat.").replace("to_v.", "snork."),
                "all words", name -> name
                        .replaceAll("[a-z_]*attn([12]?)\\.", "zot$1.")
                        .replace("to_q.", "frim.").replace("to_k.", "blat.").replace("to_v.", "snork."));
        axes.forEach((axis, rename) -> MODELS.forEach(name -> {
            Score score = score(axis + " of " + name, model(name), renamed(adapter(model(name)), rename));
            assertThat(score.wrongAndCertain()).as(score.toString()).isEmpty();
        }));
    }

    @Test
    void theRulesOfASuggestionBringEveryTensorToItsPlace() {
        BaseModel flux = model("flux.1-dev");
        List<Case> cases = renamed(
                foreign(adapter(flux), "diffusers-to-flux"), name -> "zorb." + name.replace("lora_A", "down").replace("lora_B", "up"));
        Suggestions suggestions = suggestions(cases.stream().map(Case::tensor).toList(), flux);
        List<MappedTensor> result = suggestions.rules().apply(cases.stream().map(Case::tensor).toList()).tensors();
        assertThat(result.stream().filter(tensor -> tensor.name().startsWith("transformer."))).hasSize(adapter(flux).size());
    }

    @Test
    void wholeWeightsAreSuggestedTooAndTheirBiasesFollow() {
        BaseModel wan = model("wan2.1-t2v-1.3b");
        List<TensorInfo> weights = new ArrayList<>();
        wan.main().tensors().forEach((name, shape) -> weights.add(new TensorInfo(name.replace("blocks.", "zorbs."), DType.BF16, shape)));
        Suggestions suggestions = suggestions(weights, wan);
        assertThat(suggestions.all()).hasSize((int) weights.stream().filter(weight -> weight.name().endsWith(".weight")).count());
        assertThat(suggestions.all()).allSatisfy(one ->
                assertThat(one.targets().getFirst().module().name().replace("blocks.", "zorbs.")).isEqualTo(one.source()));
    }
}
