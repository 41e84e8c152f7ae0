package dev.patchbay.inspection.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.BlockTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of every family under every kind of names, against the right base, a wrong one, one with fewer blocks, and behind a wrapper: few
 * lines are told, and the first says what is really wrong.
 */
class CausePopulationTest {

    /** So many lines a person reads. */
    private static final int MOST_LINES = 4;
    private static final Pattern BLOCK = Pattern.compile("^(.*?\\.)(\\d+)\\.");

    /** How the names of a file are made. */
    private enum Convention {
        DIFFUSERS("transformer.", ".lora_A.weight", ".lora_B.weight"),
        PEFT("base_model.model.", ".lora_A.weight", ".lora_B.weight"),
        DEFAULT("base_model.model.", ".lora_A.default.weight", ".lora_B.default.weight"),
        BARE("", ".lora_A.weight", ".lora_B.weight"),
        DIFFUSION_MODEL("diffusion_model.", ".lora_A.weight", ".lora_B.weight"),
        KOHYA("lora_unet_", ".lora_down.weight", ".lora_up.weight"),
        NATIVE("diffusion_model.", ".lora_A.weight", ".lora_B.weight"),
        NATIVE_KOHYA("lora_unet_", ".lora_down.weight", ".lora_up.weight");

        private final String prefix;
        private final String down;
        private final String up;

        Convention(String prefix, String down, String up) {
            this.prefix = prefix;
            this.down = down;
            this.up = up;
        }

        boolean isNative() {
            return this == NATIVE || this == NATIVE_KOHYA;
        }

        boolean isFlat() {
            return this == KOHYA || this == NATIVE_KOHYA;
        }
    }

    private enum Situation { RIGHT, WRONG, FEWER_BLOCKS, WRAPPED }

    /** @param own names of the base's modules that it is */
    private record Layer(String name, Shape weight, List<String> own) {}

    private final Map<String, String> failures = new TreeMap<>();

    private static List<CatalogModel> families() {
        Map<String, CatalogModel> first = new LinkedHashMap<>();
        ModelCatalog.models().stream()
                .filter(model -> !model.isAlias())
                .filter(model -> !Set.of("clip", "t5", "umt5").contains(model.family()))
                .forEach(model -> first.putIfAbsent(model.family(), model));
        return List.copyOf(first.values());
    }

    private static List<Layer> layers(BaseModel base, Convention convention) {
        if (convention.isNative()) {
            return ModelCatalog.locator(base.name()).nativeNames().modules().stream()
                    .filter(module -> module.weight().dimensions() == 2)
                    .map(CausePopulationTest::layer)
                    .toList();
        }
        return base.main().modules().stream()
                .filter(module -> module.weight().dimensions() == 2)
                .map(module -> new Layer(module.name(), module.weight(), List.of(module.name())))
                .toList();
    }

    private static Layer layer(NativeModule module) {
        return new Layer(module.name(), module.weight(), module.modules().stream().map(one -> one.module().name()).toList());
    }

    /** Some kinds of layers, each in every block, as adapters are trained. */
    private static List<Layer> drawn(List<Layer> layers, Random random) {
        Map<String, List<Layer>> kinds = new LinkedHashMap<>();
        layers.forEach(layer -> kinds.computeIfAbsent(BlockTemplate.of(layer.name()), one -> new ArrayList<>()).add(layer));
        List<List<Layer>> inBlocks = new ArrayList<>(kinds.values().stream().filter(kind -> kind.size() > 1).toList());
        Collections.shuffle(inBlocks, random);
        return inBlocks.stream().limit(4).flatMap(List::stream).toList();
    }

    private static SyntheticCheckpoint file(List<Layer> layers, Convention convention, BaseModel base, String wrapper) {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        String prefix = convention == Convention.DIFFUSERS ? base.main().component() + "." : convention.prefix;
        for (Layer layer : layers) {
            String module = prefix + wrapper + (convention.isFlat() ? layer.name().replace('.', '_') : layer.name());
            half(made, module + convention.down, Shape.of(1, layer.weight().size(1)));
            half(made, module + convention.up, Shape.of(layer.weight().size(0), 1));
        }
        return made;
    }

    /** Only names and shapes count here. */
    private static void half(SyntheticCheckpoint made, String name, Shape shape) {
        made.data(name, new SyntheticCheckpoint.Bytes(DType.F16, shape, new byte[Math.toIntExact(2 * shape.elements())]));
    }

    /** The base with the first half of the blocks of each kind. */
    private static BaseModel shortened(BaseModel base) {
        Map<String, Integer> last = new LinkedHashMap<>();
        base.main().tensors().keySet().forEach(name -> block(name).ifPresent(at -> last.merge(at.group(1), number(at), Math::max)));
        Map<String, Shape> kept = new LinkedHashMap<>();
        base.main().tensors().forEach((name, shape) -> {
            Optional<Matcher> at = block(name);
            if (at.isEmpty() || number(at.get()) <= last.getOrDefault(at.get().group(1), 0) / 2) {
                kept.put(name, shape);
            }
        });
        return new BaseModel(base.name(), base.family(), List.of(new ModuleDictionary(base.main().component(), kept)), Optional.empty());
    }

    private static Optional<Matcher> block(String name) {
        Matcher matcher = BLOCK.matcher(name);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static int number(Matcher block) {
        return Integer.parseInt(block.group(2));
    }

    /** @param alike true if a relative of the base has exactly these layers, so that the file may be made for that one */
    private static Set<CauseCode> right(Situation situation, boolean alike) {
        return switch (situation) {
            case RIGHT -> EnumSet.of(CauseCode.NAMING, CauseCode.WRAPPER, CauseCode.PROGRAM);
            case WRONG -> alike ? EnumSet.of(CauseCode.WRONG_FAMILY, CauseCode.WRONG_SIZE) : EnumSet.of(CauseCode.WRONG_FAMILY);
            case FEWER_BLOCKS -> EnumSet.of(CauseCode.FEWER_BLOCKS);
            case WRAPPED -> EnumSet.of(CauseCode.WRAPPER);
        };
    }

    /** True if the base has these very layers, of these sizes: then nothing in the file says that it is for another family. */
    private static boolean hasAll(BaseModel base, List<Layer> layers) {
        return layers.stream().allMatch(layer -> base.main().module(layer.name()).filter(one -> one.weight().equals(layer.weight()))
                .isPresent());
    }

    /** True if none of the layers was in a block that the base has no longer, as those of the only block of its kind. */
    private static boolean keepsAll(BaseModel base, List<Layer> layers) {
        return layers.stream().flatMap(layer -> layer.own().stream()).allMatch(name -> base.main().module(name).isPresent());
    }

    /** True if blocks count otherwise in the file than in the base, as those of a UNet: which are missing is seen once names are mended. */
    private static boolean isNumberedOtherwise(Layer layer) {
        Optional<Integer> inFile = block(layer.name()).map(CausePopulationTest::number);
        return inFile.isPresent() && layer.own().stream().noneMatch(name -> block(name).map(CausePopulationTest::number).equals(inFile));
    }

    /** True if a model with the names of the base's family has these layers in as many blocks. */
    private static boolean isLikeRelative(BaseModel base, List<Layer> layers) {
        Set<String> kinds = layers.stream().map(layer -> BlockTemplate.of(layer.name())).collect(Collectors.toSet());
        return ModelCatalog.models().stream()
                .filter(model -> !model.isAlias() && NamingScheme.nameOf(model.family()).equals(NamingScheme.nameOf(base.family())))
                .map(model -> ModelCatalog.find(model.name()).orElseThrow())
                .anyMatch(model -> hasAll(model, layers) && layers.size() == model.main().modules().stream()
                        .filter(module -> kinds.contains(BlockTemplate.of(module.name()))).count());
    }

    private void hold(CatalogModel model, Convention convention, Situation situation, CatalogModel other, Random random)
            throws IOException {
        BaseModel own = ModelCatalog.find(model.name()).orElseThrow();
        List<Layer> layers = drawn(layers(own, convention), random);
        if (layers.isEmpty()) {
            return;
        }
        BaseModel base = switch (situation) {
            case WRONG -> ModelCatalog.find(other.name()).orElseThrow();
            case FEWER_BLOCKS -> shortened(own);
            default -> own;
        };
        String wrapper = situation != Situation.WRAPPED ? "" : convention.isFlat() ? "_orig_mod_" : "_orig_mod.";
        List<Cause> causes = Inspected.of(
                        file(layers, convention, own, wrapper).build(), base, RuleSet.EMPTY, Expectation.NONE, OptionalDouble.empty())
                .causes(Optional.of(Program.DIFFUSERS));
        List<Cause> told = causes.stream().filter(cause -> cause.severity() != Severity.INFO).toList();
        String what = situation + " " + model.name() + " " + convention + (situation == Situation.WRONG ? " on " + base.name() : "");
        if (told.size() > MOST_LINES) {
            failures.put(what, "many lines: " + told.stream().map(cause -> cause.code().toString()).toList());
        }
        Optional<Cause> root = told.stream().filter(cause -> cause.severity() == Severity.ERROR).findFirst();
        boolean fits = situation == Situation.WRONG && hasAll(base, layers);
        if (fits && causes.stream().noneMatch(cause -> cause.message().text().contains(model.name()))) {
            failures.put(what, "nothing says that it may be for " + model.name());
        }
        boolean whole = situation == Situation.RIGHT || situation == Situation.FEWER_BLOCKS && keepsAll(base, layers);
        boolean none = (whole || fits) && root.isEmpty();
        boolean alike = situation == Situation.WRONG && !convention.isNative() && isLikeRelative(base, layers);
        Set<CauseCode> right = fits ? right(Situation.RIGHT, false) : right(whole ? Situation.RIGHT : situation, alike);
        if (situation == Situation.FEWER_BLOCKS && layers.stream().anyMatch(CausePopulationTest::isNumberedOtherwise)) {
            right.add(CauseCode.NAMING);
        }
        if (!none && root.filter(cause -> right.contains(cause.code())).isEmpty()) {
            failures.put(what, root.map(cause -> cause.code() + ": " + cause.message()).orElse("no root"));
        }
    }

    private void run(List<Convention> conventions, int seed) throws IOException {
        List<CatalogModel> families = families();
        Random random = new Random(seed);
        for (CatalogModel model : families) {
            List<CatalogModel> strangers = families.stream().filter(one -> isStrange(one, model)).toList();
            for (Situation situation : Situation.values()) {
                List<Convention> all = conventions.isEmpty() ? List.of(Convention.values()[random.nextInt(Convention.values().length)])
                        : conventions;
                for (Convention convention : all) {
                    hold(model, convention, situation, strangers.get(random.nextInt(strangers.size())), random);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private static boolean isStrange(CatalogModel one, CatalogModel other) {
        return !NamingScheme.nameOf(one.family()).equals(NamingScheme.nameOf(other.family()));
    }

    @Test
    void fewLinesAreToldAndTheFirstIsTheReason() throws IOException {
        run(List.of(), 29);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 4211})
    @Tag("long")
    void soItIsUnderEveryKindOfNames(int seed) throws IOException {
        run(List.of(Convention.values()), seed);
    }
}
