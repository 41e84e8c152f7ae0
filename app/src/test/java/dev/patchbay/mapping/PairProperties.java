package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** Whatever rules do to the two matrices of a pair, the change that they make stays what it was. */
class PairProperties {

    private static final int IN = 3;

    private record Part(int out, int rank, float alpha) {}

    private static Map<String, float[]> read(StateDict dict, String... lines) throws IOException, RuleSyntaxException {
        RuleSet rules = RuleSet.EMPTY;
        for (String line : lines) {
            rules = rules.plus(List.of(RuleLine.parse(line)));
        }
        MappingResult result = rules.apply(dict.infos());
        assertThat(result.problems()).isEmpty();
        Path file = Files.createTempFile("pairs", ".bin");
        Map<String, float[]> values = new HashMap<>();
        try (Checkpoint checkpoint = dict.save(file)) {
            for (MappedTensor tensor : result.tensors()) {
                values.put(tensor.name(), new RecipeData(checkpoint, tensor.recipe(), tensor.info()).toFloats());
            }
        } finally {
            Files.delete(file);
        }
        return values;
    }

    /** {@code alpha / r · up · down}, row by row. */
    private static double[] change(Map<String, float[]> values, String module) {
        float[] down = values.get(module + ".lora_down.weight");
        float[] up = values.get(module + ".lora_up.weight");
        int rank = down.length / IN;
        double scale = values.get(module + ".alpha")[0] / rank;
        double[] change = new double[up.length / rank * IN];
        for (int i = 0; i < change.length; i++) {
            for (int k = 0; k < rank; k++) {
                change[i] += scale * up[i / IN * rank + k] * down[k * IN + i % IN];
            }
        }
        return change;
    }

    private static void add(StateDict dict, String module, Part part, Random random) {
        dict.with(module + ".lora_down.weight", Shape.of(part.rank(), IN), floats(part.rank() * IN, random));
        dict.with(module + ".lora_up.weight", Shape.of(part.out(), part.rank()), floats(part.out() * part.rank(), random));
        dict.with(module + ".alpha", Shape.SCALAR, part.alpha());
    }

    private static float[] floats(int count, Random random) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = random.nextFloat() - 0.5f;
        }
        return floats;
    }

    private static double[] joined(double[] first, double[] then) {
        double[] joined = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, joined, first.length, then.length);
        return joined;
    }

    private static void assertClose(double[] found, double[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], Offset.offset(1e-5));
        }
    }

    @Property(tries = 200)
    void fusingPairsFusesTheirChanges(
            @ForAll @IntRange(min = 1, max = 4) int out,
            @ForAll @IntRange(min = 1, max = 4) int firstRank,
            @ForAll @IntRange(min = 1, max = 4) int thenRank,
            @ForAll @IntRange(min = 1, max = 9) int alpha,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        StateDict dict = new StateDict();
        add(dict, "q", new Part(out, firstRank, alpha), random);
        add(dict, "k", new Part(2, thenRank, 3), random);
        Map<String, float[]> before = read(dict);
        Map<String, float[]> after = read(dict, "fuse q.{w:**}, k.{w:**} → qk.{w}");
        assertClose(change(after, "qk"), joined(change(before, "q"), change(before, "k")));
    }

    @Property(tries = 200)
    void cuttingAPairCutsItsChangeAndAFuseUndoesIt(
            @ForAll @IntRange(min = 1, max = 5) int rows, @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll long seed)
                    throws Exception {
        StateDict dict = new StateDict();
        add(dict, "qk", new Part(rows + 2, rank, 5), new Random(seed));
        Map<String, float[]> before = read(dict);
        String split = "split qk.{w:**} dim 0 sizes " + rows + ",2 → q.{w}, k.{w}";
        Map<String, float[]> cut = read(dict, split);
        assertClose(joined(change(cut, "q"), change(cut, "k")), change(before, "qk"));
        Map<String, float[]> again = read(dict, split, "fuse q.{w:**}, k.{w:**} → qk.{w}");
        assertThat(again.get("qk.lora_up.weight")).containsExactly(before.get("qk.lora_up.weight"));
        assertThat(again.get("qk.lora_down.weight")).containsExactly(before.get("qk.lora_down.weight"));
    }

    @Property(tries = 100)
    void dividingAFusedPairGivesItsPartsBack(
            @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll @IntRange(min = 1, max = 4) int out, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        StateDict dict = new StateDict();
        add(dict, "q", new Part(out, rank, 2), random);
        add(dict, "k", new Part(out, rank, 2), random);
        Map<String, float[]> before = read(dict);
        Map<String, float[]> after = read(dict, "fuse q.{w:**}, k.{w:**} → qk.{w}", "split qk.{w:**} dim 0 pair divide → q.{w}, k.{w}");
        for (String module : List.of("q", "k")) {
            assertClose(change(after, module), change(before, module));
            assertThat(after.get(module + ".lora_up.weight")).containsExactly(before.get(module + ".lora_up.weight"));
        }
    }
}
