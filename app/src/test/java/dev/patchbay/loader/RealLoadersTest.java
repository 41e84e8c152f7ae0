package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.loader.Verdict.Outcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verdicts against what the loaders did. Each variant of a LoRA (8 modules of 2 blocks, rank 4) was given to {@code
 * CogVideoXPipeline.load_lora_weights} of diffusers 0.40.0.dev0 and, as a folder, to {@code PeftModel.from_pretrained} of PEFT 0.21.0
 * (torch 2.13, CPU, a tiny CogVideoX with random weights, November 2026); what is expected here is what was seen then: the exception, or
 * how many layers held the file's values afterwards. Layers left on the meta device fail as soon as the model is moved: that counts as
 * raising if others got values, and as empty if none did.
 */
class RealLoadersTest {

    private static final String BASE = "cogvideox-2b";
    private static final long WIDTH = 1920;
    private static final long RANK = 4;
    private static final String METADATA = "lora_adapter_metadata";
    private static final String CONFIG = "adapter_config.json";

    /**
     * @param seen what the real loader did
     * @param applied layers that then held the file's values
     */
    record Case(String name, SyntheticCheckpoint file, Outcome seen, int applied) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> diffusers() {
        UnaryOperator<String> unprefixed = name -> name.replace("transformer.", "");
        return Stream.of(
                seen("no metadata", plain(), 8),
                seen("metadata of rank 4, alpha 8", plain().metadata(METADATA, metadata("transformer.", 4, "to_q")), 8),
                seen("metadata with targets that are not there", plain().metadata(METADATA, metadata("transformer.", 4, "to_x")), 8),
                raised("metadata without targets", plain().metadata(METADATA, "{\"transformer.r\":4,\"transformer.lora_alpha\":8}")),
                raised("metadata of rank 8", plain().metadata(METADATA, metadata("transformer.", 8, "to_q"))),
                raised("metadata without the component", plain().metadata(METADATA, metadata("", 4, "to_q"))),
                raised("metadata of another component", plain().metadata(METADATA, metadata("unet.", 4, "to_q"))),
                raised("PEFT's container below the component",
                        renamed(name -> name.replace("transformer.", "transformer.base_model.model."))),
                seen("PEFT's container instead of the component", renamed(name -> name.replace("transformer.", "base_model.model.")), 0),
                seen("no prefix", renamed(unprefixed), 0),
                seen("diffusion_model", renamed(name -> name.replace("transformer.", "diffusion_model.")), 0),
                seen("unet", renamed(name -> name.replace("transformer.", "unet.")), 0),
                raised("an adapter's name left in", renamed(name -> name.replace(".weight", ".default.weight"))),
                raised("no .weight", renamed(name -> name.replace(".weight", ""))),
                raised("one up missing", without("transformer.transformer_blocks.0.attn1.to_k.lora_B.weight")),
                raised("one down missing", without("transformer.transformer_blocks.0.attn1.to_k.lora_A.weight")),
                seen("a block beyond the depth",
                        renamed(name -> name.replace("transformer_blocks.0.attn1.to_q", "transformer_blocks.99.attn1.to_q")), 7),
                seen("a module that is not there", renamed(name -> name.replace("blocks.0.attn1.to_q", "blocks.0.attn1.to_x")), 7),
                raised("modules that are not there", renamed(name -> name.replace("attn1", "attn7"))),
                seen("half without the prefix",
                        renamed(name -> name.contains("to_k") || name.contains("to_v") ? unprefixed.apply(name) : name), 4),
                raised("alpha tensors", beside(".alpha")),
                raised("lora_down and lora_up", renamed(RealLoadersTest::downUp)),
                seen("kohya's names", renamed(RealLoadersTest::kohya), 0),
                seen("lora.down and lora.up", renamed(name -> name.replace("lora_A", "lora.down").replace("lora_B", "lora.up")), 8),
                raised("another width", shaped((name, shape) -> name.contains("lora_A") ? new long[] {shape[0], 2 * shape[1]} : shape)),
                raised("transposed", shaped((name, shape) -> new long[] {shape[1], shape[0]})),
                raised("A and B of different ranks",
                        shaped((name, shape) -> name.contains("0.attn1.to_q.lora_A") ? new long[] {2, shape[1]} : shape)),
                seen("mixed ranks", mixedRanks(name -> name), 8),
                seen("magnitudes", beside(".lora_magnitude_vector", WIDTH), 8),
                new Case("magnitudes that the metadata does not speak of",
                        beside(".lora_magnitude_vector", WIDTH).metadata(METADATA, metadata("transformer.", 4, "to_q")),
                        Outcome.PARTIAL,
                        8),
                seen("magnitudes of a convolution", convolution(1, WIDTH, 1, 1), 1),
                raised("magnitudes of a convolution as of a linear layer", convolution(WIDTH)),
                seen("dora_scale", beside(".dora_scale", WIDTH, 1), 8),
                raised("kernels of 1×1 for linear layers", shaped((name, shape) -> new long[] {shape[0], shape[1], 1, 1})),
                raised("a bias on one of eight", plain().tensor("transformer.transformer_blocks.0.attn1.to_q.lora_B.bias", WIDTH)),
                raised("biases beside magnitudes", both()),
                raised("a magnitude on one of eight",
                        plain().tensor("transformer.transformer_blocks.0.attn1.to_q.lora_magnitude_vector", WIDTH)),
                raised("magnitudes that only the metadata has",
                        plain().metadata(METADATA, metadata("transformer.", 4, "to_q").replace("{", "{\"transformer.use_dora\":true,"))),
                raised("one odd name under the prefix", new SyntheticCheckpoint().tensor("transformer.lora_ghost.weight", 4, 4)),
                raised("a pair for what contains layers",
                        renamed(name -> name.replace("0.attn1.to_q", "0.attn1"))),
                raised("a pair for a norm", plain()
                        .tensor("transformer.transformer_blocks.0.attn1.norm_q.lora_A.weight", RANK, 64)
                        .tensor("transformer.transformer_blocks.0.attn1.norm_q.lora_B.weight", 64, RANK)),
                raised("an adapter's name left in one of eight",
                        renamed(name -> name.contains("0.attn1.to_q") ? name.replace(".weight", ".default.weight") : name)),
                raised("a pair for a dropout", renamed(name -> name.replace("0.attn1.to_out.0", "0.attn1.to_out.1"))),
                raised("a pair for an activation", renamed(name -> name.replace("0.attn1.to_q", "0.norm1.silu"))),
                raised("torch.compile's word in one of eight",
                        renamed(name -> name.replace("transformer.transformer_blocks.0.attn1.to_q",
                                "transformer._orig_mod.transformer_blocks.0.attn1.to_q"))),
                empty("torch.compile's word", renamed(name -> name.replace("transformer.transformer",
                "transformer._orig_mod.transformer"))),
                raised("LoKr", renamed(name -> name.replace("lora_A.weight", "lokr_w1").replace("lora_B.weight", "lokr_w2"))),
                raised("T5 of a training state", plain().tensor("conditioner.embedders.0.transformer.shared.weight", 4, 4)),
                raised("a position embedding", plain().tensor("transformer.patch_embed.pos_embedding", 4, 4)),
                seen("biases of the up matrices", beside(".lora_B.bias", WIDTH), 8),
                seen("one module", renamed(name -> name.contains("0.attn1.to_k") ? name : ""), 1));
    }

    static Stream<Case> peft() {
        UnaryOperator<String> container = name -> name.replace("transformer.", "base_model.model.");
        String targets = "\"target_modules\":[\"to_q\",\"to_k\",\"to_v\",\"to_out.0\"]";
        String rank4 = "{\"peft_type\":\"LORA\",\"r\":4,\"lora_alpha\":8," + targets + "}";
        return Stream.of(
                seen("as PEFT writes it", folder(renamed(container), rank4), 8),
                raised("no configuration", renamed(container).layout(CheckpointLayout.PEFT_FOLDER)),
                raised("configuration of rank 8", folder(renamed(container), rank4.replace("\"r\":4", "\"r\":8"))),
                seen("root-stabilised", folder(renamed(container), rank4.replace("{", "{\"use_rslora\":true,")), 8),
                empty("diffusers' names", folder(plain(), rank4)),
                empty("no container", folder(renamed(name -> name.replace("transformer.", "")), rank4)),
                seen("an adapter's name left in",
                        folder(renamed(name -> container.apply(name).replace(".weight", ".default.weight")), rank4), 8),
                empty("lora_down and lora_up", folder(renamed(name -> downUp(container.apply(name))), rank4)),
                seen("one up missing", folder(renamed(name -> name.contains("0.attn1.to_k.lora_B") ? "" : container.apply(name)), rank4),
                        7),
                seen("a block beyond the depth",
                        folder(renamed(name -> container.apply(name).replace("blocks.0.attn1.to_q", "blocks.99.attn1.to_q")), rank4), 7),
                seen("alpha tensors", folder(beside(container, ".alpha"), rank4), 8),
                raised("another width",
                        folder(shaped(container, (name, shape) -> name.contains("lora_A") ? new long[] {shape[0], 2 * shape[1]} : shape),
                        rank4)),
                seen("fewer target modules", folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"to_q\"]")), 2),
                raised("target modules that are not there",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"to_x\"]"))),
                raised("mixed ranks", folder(mixedRanks(container), rank4)),
                seen("mixed ranks that the configuration knows",
                        folder(mixedRanks(container), rank4.replace("{", "{\"rank_pattern\":{\"to_k\":2},")), 8),
                seen("magnitudes that the configuration does not know", folder(beside(container, ".lora_magnitude_vector", WIDTH), rank4),
                        8),
                seen("magnitudes", folder(beside(container, ".lora_magnitude_vector", WIDTH), rank4.replace("{", "{\"use_dora\":true,")),
                        8),
                seen("T5 of a training state",
                        folder(renamed(container).tensor("conditioner.embedders.0.transformer.shared.weight", 4, 4), rank4), 8),
                seen("one module", folder(renamed(name -> name.contains("0.attn1.to_k") ? container.apply(name) : ""), rank4), 1),
                raised("no target modules", folder(renamed(container), rank4.replace("," + targets, ""))),
                seen("one target module of two that is there",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"to_q\",\"to_x\"]")), 2),
                seen("a target module by its whole name",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"transformer_blocks.0.attn1.to_q\"]")), 1),
                seen("target modules by an expression",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":\".*\\\\.attn1\\\\.(to_q|to_k)\"")), 4),
                seen("all linear layers", folder(renamed(container), rank4.replace(targets, "\"target_modules\":\"all-linear\"")), 8),
                raised("no type", folder(renamed(container), rank4.replace("\"peft_type\":\"LORA\",", ""))),
                raised("no rank", folder(renamed(container), rank4.replace("\"r\":4,", ""))),
                seen("no alpha", folder(renamed(container), rank4.replace("\"lora_alpha\":8,", "")), 8),
                raised("(IA)³ without its feed forward modules", folder(renamed(container), type(rank4, "IA3"))),
                empty("LoHa for the tensors of LoRA", folder(renamed(container), type(rank4, "LOHA"))),
                empty("OFT for the tensors of LoRA", folder(renamed(container), more(type(rank4, "OFT"), "\"oft_block_size\":4"))),
                raised("OFT without the size of its blocks", folder(renamed(container), type(rank4, "OFT"))),
                raised("the task of a language model", folder(renamed(container), more(rank4, "\"task_type\":\"CAUSAL_LM\""))),
                seen("LoKr as PEFT shares its sizes out", folder(kronecker(40, 40, 48, 4, 4, 48), type(rank4, "LOKR")), 8),
                raised("LoKr of other factors", folder(kronecker(4, 4, 480, 4, 4, 480), type(rank4, "LOKR"))),
                seen("LoKr of factors that are declared",
                        folder(kronecker(4, 4, 480, 4, 4, 480), more(type(rank4, "LOKR"), "\"decompose_factor\":4")), 8),
                raised("LoHa of another rank", folder(hadamard(8), type(rank4, "LOHA"))),
                seen("LoHa", folder(hadamard(4), type(rank4, "LOHA")), 8),
                seen("a module that is named in full is meant in any block",
                        folder(renamed(container), more(
                                rank4.replace(targets, "\"target_modules\":[\"transformer_blocks.0.attn1.to_q\"]"),
                                "\"layers_to_transform\":[7]")), 1),
                raised("VeRA without its matrices", folder(renamed(container), type(rank4, "VERA"))),
                raised("AdaLoRA without its steps", folder(renamed(container), type(rank4, "ADALORA"))),
                seen("one block",
                        folder(renamed(container), more(rank4, "\"layers_to_transform\":[0],\"layers_pattern\":\"transformer_blocks\"")),
                        4),
                seen("a block by its number alone",
                        folder(renamed(container),
                        more(rank4, "\"layers_to_transform\":1,\"layers_pattern\":[\"transformer_blocks\"]")), 4),
                raised("a block without the name of its list", folder(renamed(container), more(rank4, "\"layers_to_transform\":[0]"))),
                raised("a block beside an expression",
                        folder(renamed(container),
                        more(rank4.replace(targets, "\"target_modules\":\".*to_q\""), "\"layers_to_transform\":[0]"))),
                seen("modules excluded by an expression", folder(renamed(container), more(rank4, "\"exclude_modules\":\".*to_q\"")), 6),
                seen("an end of a name is no expression", folder(renamed(container), more(rank4, "\"exclude_modules\":\"to_q\"")), 8),
                raised("an expression that means what contains layers too",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":\".*attn1.*\""))),
                raised("a target that contains layers",
                        folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"attn1\"]"))),
                raised("a norm", folder(renamed(container), rank4.replace(targets, "\"target_modules\":[\"norm_q\"]"))),
                raised("a saved module that is not there", folder(renamed(container), more(rank4, "\"modules_to_save\":[\"proj_out\"]"))),
                raised("a saved module without its bias",
                        folder(renamed(container).tensor("base_model.model.proj_out.weight", 64, 1920),
                        more(rank4, "\"modules_to_save\":[\"proj_out\"]"))),
                seen("a saved module",
                        folder(renamed(container).tensor("base_model.model.proj_out.weight", 64, 1920)
                                .tensor("base_model.model.proj_out.bias", 64),
                        more(rank4, "\"modules_to_save\":[\"proj_out\"]")), 8),
                seen("a saved module that the model lacks", folder(renamed(container), more(rank4, "\"modules_to_save\":[\"foo\"]")), 8),
                raised("kernels of 1×1 for linear layers",
                        folder(shaped(container, (name, shape) -> new long[] {shape[0], shape[1], 1, 1}), rank4)),
                empty("names without .weight", folder(renamed(name -> container.apply(name).replace(".weight", "")), rank4)),
                seen("biases that are not there", folder(renamed(container), more(rank4, "\"lora_bias\":true")), 8),
                seen("excluded modules", folder(renamed(container), rank4.replace(targets, targets + ",\"exclude_modules\":[\"to_q\"]")),
                        6));
    }

    @ParameterizedTest
    @MethodSource
    void diffusers(Case one) throws IOException {
        check(one, "diffusers");
    }

    @ParameterizedTest
    @MethodSource
    void peft(Case one) throws IOException {
        check(one, "peft");
    }

    private static void check(Case one, String program) throws IOException {
        Verdict verdict = Inspected.of(one.file(), BASE).verdicts().stream()
                .filter(candidate -> candidate.program().toString().equalsIgnoreCase(program))
                .findFirst()
                .orElseThrow();
        assertThat(verdict.applied()).as(verdict.message().text()).isEqualTo(one.applied());
        switch (one.seen()) {
            case APPLIES -> assertThat(verdict.outcome()).as(verdict.message().text()).isIn(Outcome.APPLIES, Outcome.PARTIAL);
            default -> assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(one.seen());
        }
    }

    private static Case seen(String name, SyntheticCheckpoint file, int applied) {
        return new Case(name, file, applied == 0 ? Outcome.IGNORED : Outcome.APPLIES, applied);
    }

    private static Case empty(String name, SyntheticCheckpoint file) {
        return new Case(name, file, Outcome.EMPTY, 0);
    }

    private static String type(String config, String type) {
        return config.replace("\"LORA\"", "\"" + type + "\"");
    }

    private static String more(String config, String fields) {
        return config.replace("{", "{" + fields + ",");
    }

    private static Case raised(String name, SyntheticCheckpoint file) {
        return new Case(name, file, Outcome.RAISES, 0);
    }

    private static Map<String, long[]> names() {
        Map<String, long[]> names = new LinkedHashMap<>();
        for (int block = 0; block < 2; block++) {
            for (String leaf : new String[] {"to_k", "to_out.0", "to_q", "to_v"}) {
                String module = "transformer.transformer_blocks." + block + ".attn1." + leaf;
                names.put(module + ".lora_A.weight", new long[] {RANK, WIDTH});
                names.put(module + ".lora_B.weight", new long[] {WIDTH, RANK});
            }
        }
        return names;
    }

    private static SyntheticCheckpoint plain() {
        return renamed(name -> name);
    }

    private static SyntheticCheckpoint without(String missing) {
        return renamed(name -> name.equals(missing) ? "" : name);
    }

    private static SyntheticCheckpoint renamed(UnaryOperator<String> spelling) {
        return shaped(spelling, (name, shape) -> shape);
    }

    private static SyntheticCheckpoint shaped(BiFunction<String, long[], long[]> shapes) {
        return shaped(name -> name, shapes);
    }

    /** An empty spelling leaves the tensor out. */
    private static SyntheticCheckpoint shaped(UnaryOperator<String> spelling, BiFunction<String, long[], long[]> shapes) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        names().forEach((name, shape) -> Optional.of(spelling.apply(name))
                .filter(spelled -> !spelled.isEmpty())
                .ifPresent(spelled -> file.tensor(spelled, shapes.apply(name, shape))));
        return file;
    }

    private static SyntheticCheckpoint mixedRanks(UnaryOperator<String> spelling) {
        return shaped(spelling, (name, shape) -> {
            boolean down = name.contains("lora_A");
            return !name.contains("to_k") ? shape : down ? new long[] {2, shape[1]} : new long[] {shape[0], 2};
        });
    }

    private static SyntheticCheckpoint beside(String suffix, long... shape) {
        return beside(name -> name, suffix, shape);
    }

    /** One more tensor for each module. */
    private static SyntheticCheckpoint beside(UnaryOperator<String> spelling, String suffix, long... shape) {
        SyntheticCheckpoint file = renamed(spelling);
        names().keySet().stream()
                .filter(name -> name.endsWith(".lora_A.weight"))
                .forEach(name -> file.tensor(spelling.apply(name).replace(".lora_A.weight", suffix), shape));
        return file;
    }

    private static SyntheticCheckpoint both() {
        SyntheticCheckpoint file = beside(".lora_B.bias", WIDTH);
        modules().forEach(module -> file.tensor(module.replace("base_model.model.", "transformer.") + ".lora_magnitude_vector", WIDTH));
        return file;
    }

    private static SyntheticCheckpoint folder(SyntheticCheckpoint file, String config) {
        return file.layout(CheckpointLayout.PEFT_FOLDER).companion(CONFIG, config);
    }

    /** A pair beside a kernel of two by two. */
    private static SyntheticCheckpoint convolution(long... magnitudes) {
        String module = "transformer.patch_embed.proj.";
        return new SyntheticCheckpoint()
                .tensor(module + "lora_A.weight", RANK, 16, 2, 2)
                .tensor(module + "lora_B.weight", WIDTH, RANK, 1, 1)
                .tensor(module + "lora_magnitude_vector", magnitudes);
    }

    /** LoKr with its second factor as a product, in place of each pair. */
    private static SyntheticCheckpoint kronecker(long rows, long columns, long... second) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        modules().forEach(module -> file
                .tensor(module + ".lokr_w1", rows, columns)
                .tensor(module + ".lokr_w2_a", second[0], second[1])
                .tensor(module + ".lokr_w2_b", second[2], second[3]));
        return file;
    }

    private static SyntheticCheckpoint hadamard(long rank) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        modules().forEach(module -> Stream.of("hada_w1", "hada_w2").forEach(factor -> file
                .tensor(module + "." + factor + "_a", WIDTH, rank)
                .tensor(module + "." + factor + "_b", rank, WIDTH)));
        return file;
    }

    /** Under PEFT's container. */
    private static Stream<String> modules() {
        return names().keySet().stream()
                .filter(name -> name.endsWith(".lora_A.weight"))
                .map(name -> name.replace("transformer.", "base_model.model.").replace(".lora_A.weight", ""));
    }

    private static String metadata(String component, int rank, String target) {
        return "{\"%1$sr\":%2$d,\"%1$slora_alpha\":8,\"%1$starget_modules\":[\"%3$s\"]}".formatted(component, rank, target);
    }

    private static String downUp(String name) {
        return name.replace("lora_A", "lora_down").replace("lora_B", "lora_up");
    }

    private static String kohya(String name) {
        String module = name.substring("transformer.".length(), name.indexOf(".lora_"));
        return "lora_unet_" + module.replace('.', '_') + downUp(name.substring(name.indexOf(".lora_")));
    }
}
