package dev.patchbay.inspection.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.scheme.SchemeRules;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.name.OpenNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every foreign name of every naming scheme, as trainers write it, becomes exactly diffusers' name, and every row of the change arrives
 * where it belongs; and back to the scheme's own names. The up matrices hold the number of each row, so that a row that went astray tells
 * which one it was.
 */
class SchemesTest {

    /** How trainers write a foreign name. */
    enum Spelling {
        BARE(name -> name),
        COMFYUI(name -> "diffusion_model." + name),
        PEFT(name -> "base_model.model." + name),
        KOHYA(name -> "lora_unet_" + name.replace('.', '_'));

        private final UnaryOperator<String> write;

        Spelling(UnaryOperator<String> write) {
            this.write = write;
        }
    }

    private static final String DOWN = ".lora_A.weight";
    private static final String UP = ".lora_B.weight";

    /** The first model of each family, with each namespace of its names. */
    static Stream<Arguments> namespaces() {
        Map<String, String> models = new LinkedHashMap<>();
        ModelCatalog.models().forEach(model -> models.putIfAbsent(model.family(), model.name()));
        return models.values().stream()
                .filter(model -> !ModelCatalog.find(model).isEmpty() && ModelCatalog.denoiser(model).component().equals("transformer"))
                .flatMap(model -> ModelCatalog.locator(model).nativeNames().modules().stream()
                        .map(NativeModule::namespace)
                        .distinct()
                        .filter(namespace -> !namespace.equals("sat") && !namespace.equals("diffsynth"))
                        .map(namespace -> Arguments.of(model, namespace)));
    }

    static Stream<Arguments> spelled() {
        return namespaces().flatMap(names -> Stream.of(Spelling.values()).map(spelling ->
                Arguments.of(names.get()[0], names.get()[1], spelling)));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("spelled")
    void everyForeignNameBecomesDiffusersWithItsRows(String model, String namespace, Spelling spelling) throws IOException {
        List<NativeModule> foreign = kinds(model, namespace);
        Checkpoint file = file(foreign, spelling);

        MappingResult result = canonical(file, model, RuleSet.EMPTY.apply(file.infos()));

        assertThat(result.problems()).isEmpty();
        Map<String, float[]> expected = new LinkedHashMap<>();
        foreign.forEach(module -> module.modules().forEach(linked ->
                expected.put("transformer." + linked.module().name(), rows(linked.rows()))));
        Map<String, float[]> ups = ups(file, result);
        assertThat(ups.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, rows) -> assertThat(ups.get(name)).as(name).isEqualTo(rows));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("namespaces")
    void diffusersNamesBecomeTheSchemesAndAreReadAgain(String model, String namespace) throws IOException {
        NamingScheme scheme = NamingScheme.of(ModelCatalog.denoiser(model).family());
        Checkpoint file = file(kinds(model, namespace), Spelling.COMFYUI);
        MappingResult there = canonical(file, model, RuleSet.EMPTY.apply(file.infos()));

        MappingResult back = SchemeRules.to(scheme, "transformer", namespace).orElseThrow().then(there.tensors(), file.infos());
        MappingResult again = canonical(file, model, back);

        assertThat(back.problems()).isEmpty();
        Map<String, float[]> before = ups(file, there);
        Map<String, float[]> after = ups(file, again);
        after.forEach((name, rows) -> assertThat(rows).as(name).isEqualTo(before.get(name)));
        assertThat(after).isNotEmpty();
        before.keySet().removeAll(after.keySet());
        assertThat(before.keySet()).as("what only a dictionary can tell").allMatch(name -> name.endsWith("norm1_context.linear"));
    }

    /** By names that were found in the base, then by names that are diffusers' but for the prefix. */
    private static MappingResult canonical(Checkpoint file, String model, MappingResult before) {
        List<MappedTensor> located = LocatedRules.candidate(before.tensors(), ModelCatalog.locator(model)).orElse(RuleSet.EMPTY)
                .then(before.tensors(), file.infos()).tensors();
        List<String> names = located.stream().map(MappedTensor::name).toList();
        return PrefixRules.candidates(names, ModelCatalog.find(model).orElseThrow()).stream().findFirst().orElse(RuleSet.EMPTY)
                .then(located, file.infos());
    }

    /** For each kind of name, the modules with the first and the last numbers. */
    private static List<NativeModule> kinds(String model, String namespace) {
        Map<String, List<NativeModule>> kinds = new LinkedHashMap<>();
        ModelCatalog.locator(model).nativeNames().modules().stream()
                .filter(module -> module.namespace().equals(namespace) && module.weight().dimensions() >= 2)
                .forEach(module -> kinds.computeIfAbsent(OpenNumbers.anywhere(module.name(), "{}"), one -> new ArrayList<>()).add(module));
        return kinds.values().stream().flatMap(all -> Stream.of(all.getFirst(), all.getLast()).distinct()).toList();
    }

    private static Checkpoint file(List<NativeModule> modules, Spelling spelling) {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (NativeModule module : modules) {
            String path = spelling.write.apply(module.name());
            int rows = Math.toIntExact(module.weight().size(0));
            file.values(path + DOWN, DType.F32, new float[] {1, 2}, 1, 2);
            file.values(path + UP, DType.F32, floats(IntStream.range(0, rows)), rows, 1);
        }
        return file.build();
    }

    private static Map<String, float[]> ups(Checkpoint file, MappingResult result) throws IOException {
        Map<String, float[]> ups = new LinkedHashMap<>();
        for (MappedTensor tensor : result.tensors()) {
            if (tensor.name().endsWith(UP)) {
                String module = tensor.name().substring(0, tensor.name().length() - UP.length());
                ups.put(module, new RecipeData(file, tensor.recipe(), tensor.info()).toFloats());
            }
        }
        return ups;
    }

    private static float[] rows(List<RowRange> ranges) {
        return floats(ranges.stream().flatMapToInt(range -> IntStream.range((int) range.from(), (int) range.to())));
    }

    private static float[] floats(IntStream numbers) {
        int[] all = numbers.toArray();
        float[] floats = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            floats[i] = all[i];
        }
        return floats;
    }
}
