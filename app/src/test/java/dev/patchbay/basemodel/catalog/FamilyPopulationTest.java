package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Adapters for each denoiser of the catalogue, made in the ways in which people make them and written as programs write them: the model
 * that each is for comes first, or one that has every module of the adapter in the same size, and then both are said to look the same.
 */
class FamilyPopulationTest {

    private static final Pattern BLOCK = Pattern.compile("^(\\w*(?:blocks|layers|block))\\.(\\d+)\\..*");

    private static final Map<String, Map<String, Set<Shape>>> FOREIGN = new HashMap<>();

    /** Which layers of a model are trained. */
    enum Target {
        EVERY_LAYER(module -> true),
        ALL_BLOCKS(module -> inBlock(module.name()) && isAttentionOrFeedForward(module.name())),
        FEW_BLOCKS(module -> inBlock(module.name()) && block(module.name()) < 3 && isAttentionOrFeedForward(module.name())),
        ATTENTION(module -> isAttention(module.name())),
        TOP_LEVEL(module -> !inBlock(module.name()));

        private final Predicate<ModuleInfo> layers;

        Target(Predicate<ModuleInfo> layers) {
            this.layers = layers;
        }
    }

    /** How their names are written. */
    enum Spelling {
        DIFFUSERS("", UnaryOperator.identity()),
        KOHYA("lora_unet", name -> name.replace('.', '_')),
        STRAY_PREFIX("", name -> "my_trainer.net." + name),
        WRAPPED("", name -> "module._orig_mod." + name),
        HALF_FLATTENED("", name -> "lora_unet_" + name.replaceFirst("\\.", "_")),
        TRAILING_UNDERSCORE("", name -> name + "_");

        private final String container;
        private final UnaryOperator<String> name;

        Spelling(String container, UnaryOperator<String> name) {
            this.container = container;
            this.name = name;
        }

        private ModuleSize module(String module, Shape weight) {
            return new ModuleSize(container, "", name.apply(module), OptionalInt.empty(), OptionalLong.of(weight.size(1)),
                    OptionalLong.of(weight.size(0)));
        }
    }

    private static boolean inBlock(String name) {
        return BLOCK.matcher(name).matches();
    }

    private static int block(String name) {
        return Integer.parseInt(BLOCK.matcher(name).replaceFirst("$2"));
    }

    private static boolean isAttention(String name) {
        return inBlock(name) && name.matches(".*\\b(attn|attn1|attn2|attention|self_attn|self_attention|cross_attn|cross_attention)\\..*");
    }

    private static boolean isAttentionOrFeedForward(String name) {
        return isAttention(name) || name.matches(".*\\b(ff|ffn|mlp|feed_forward|ff_context|ff_i|ff_t)\\..*");
    }

    static List<CatalogModel> denoisers() {
        return ModelCatalog.models().stream().filter(model -> !model.isAlias()).toList();
    }

    @ParameterizedTest
    @MethodSource("denoisers")
    void anAdapterWithTheModelsOwnNamesIsForThatModel(CatalogModel model) {
        for (Target target : Target.values()) {
            List<ModuleInfo> layers = layers(model.name(), target);
            for (Spelling spelling : Spelling.values()) {
                List<ModuleSize> modules = layers.stream().map(layer -> spelling.module(layer.name(), layer.weight())).toList();
                if (!modules.isEmpty()) {
                    isFirst(model, modules, model.name() + " " + target + " " + spelling, other -> hasAll(other, layers));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("denoisers")
    void anAdapterWithTheNamesOfOtherProgramsIsForThatModel(CatalogModel model) {
        Map<String, List<NativeModule>> namespaces = foreign(model.name()).stream()
                .filter(module -> module.weight().dimensions() >= 2)
                .collect(Collectors.groupingBy(NativeModule::namespace));
        namespaces.forEach((namespace, all) -> {
            for (Spelling spelling : Spelling.values()) {
                for (boolean few : List.of(true, false)) {
                    List<NativeModule> some = all.stream().filter(module -> !few || module.name().matches(".*\\b[012]\\..*")).toList();
                    List<ModuleSize> modules = some.stream().map(module -> spelling.module(module.name(), module.weight())).toList();
                    if (!modules.isEmpty()) {
                        isFirst(model, modules, model.name() + " " + namespace + " " + spelling + (few ? " few" : ""),
                                other -> hasAllForeign(other, some));
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("denoisers")
    void sizesOfOneHalfAreEnough(CatalogModel model) {
        List<ModuleInfo> layers = layers(model.name(), Target.ALL_BLOCKS);
        List<ModuleSize> downs = layers.stream()
                .map(layer -> new ModuleSize(layer.name(), OptionalLong.of(layer.weight().size(1)), OptionalLong.empty()))
                .toList();
        List<ModuleSize> ups = layers.stream()
                .map(layer -> new ModuleSize(layer.name(), OptionalLong.empty(), OptionalLong.of(layer.weight().size(0))))
                .toList();

        isFirst(model, downs, model.name() + " down", other -> hasAll(other, layers, shape -> List.of(shape.size(1))));
        isFirst(model, ups, model.name() + " up", other -> hasAll(other, layers, shape -> List.of(shape.size(0))));
    }

    /** The model is named first, or said to look the same as the one that is, and nothing is said to that differs. */
    private static void isFirst(CatalogModel model, List<ModuleSize> modules, String what, Predicate<String> looksTheSame) {
        FamilyEvidence best = AdapterFamilies.rank(modules).best().orElseThrow(() -> new AssertionError(what + ": no model is named"));
        Set<String> named = new LinkedHashSet<>(Stream.concat(Stream.of(best.name()), best.sameAs().stream()).toList());

        assertThat(named).as(what).contains(model.name()).containsAll(model.same());
        assertThat(ModelCatalog.model(best.name()).orElseThrow().isAlias()).as(what).isFalse();
        assertThat(best.score()).as(what).isGreaterThan(0.9);
        assertThat(best.margin()).as(what).isPositive();
        assertThat(named.stream().filter(other -> !looksTheSame.test(other))).as(what + ": these differ").isEmpty();
    }

    private static List<ModuleInfo> layers(String model, Target target) {
        return ModelCatalog.find(model).orElseThrow().main().modules().stream()
                .filter(ModuleInfo::adaptable)
                .filter(target.layers)
                .toList();
    }

    private static boolean hasAll(String model, List<ModuleInfo> layers) {
        return hasAll(model, layers, shape -> List.of(shape.size(0), shape.size(1)));
    }

    private static boolean hasAll(String model, List<ModuleInfo> layers, Function<Shape, List<Long>> sizes) {
        return layers.stream().allMatch(layer -> ModelCatalog.find(model).orElseThrow().main().module(layer.name())
                .filter(found -> found.adaptable() && sizes.apply(found.weight()).equals(sizes.apply(layer.weight())))
                .isPresent());
    }

    private static List<NativeModule> foreign(String model) {
        return NativeNames.of(ModelCatalog.model(model).orElseThrow().family(), ModelCatalog.find(model).orElseThrow().main()).modules();
    }

    /** Under the same names, its own or foreign ones. */
    private static boolean hasAllForeign(String model, List<NativeModule> modules) {
        Map<String, Set<Shape>> its = FOREIGN.computeIfAbsent(model, FamilyPopulationTest::allNames);
        return modules.stream().allMatch(module -> its.getOrDefault(module.name(), Set.of()).contains(halves(module.weight())));
    }

    private static Map<String, Set<Shape>> allNames(String model) {
        Map<String, Set<Shape>> names = new HashMap<>();
        foreign(model).forEach(module -> names.computeIfAbsent(module.name(), one -> new LinkedHashSet<>()).add(halves(module.weight())));
        layers(model, Target.EVERY_LAYER).forEach(layer ->
                names.computeIfAbsent(layer.name(), one -> new LinkedHashSet<>()).add(halves(layer.weight())));
        return names;
    }

    private static Shape halves(Shape weight) {
        return weight.dimensions() < 2 ? weight : Shape.of(weight.size(0), weight.size(1));
    }
}
