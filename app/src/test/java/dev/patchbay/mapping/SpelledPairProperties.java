package dev.patchbay.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Split, gather and fuse treat a pair alike, however its names are spelt. */
class SpelledPairProperties {

    private static final int IN = 64;

    @Provide
    Arbitrary<Spelling> pairs() {
        return Arbitraries.of(
                Arrays.stream(Spelling.values()).filter(one -> one.has(Part.DOWN) && one.has(Part.UP)).toList());
    }

    /** Shapes by name. */
    private static Map<String, Shape> applied(String line, TensorInfo... tensors) {
        try {
            MappingResult result = RuleSet.EMPTY.plus(List.of(RuleLine.parse(line))).apply(List.of(tensors));
            assertThat(result.problems()).as(line).isEmpty();
            return result.tensors().stream().collect(Collectors.toMap(MappedTensor::name, one -> one.info().shape()));
        } catch (RuleSyntaxException e) {
            throw new AssertionError(line, e);
        }
    }

    private static TensorInfo tensor(String name, Shape shape) {
        return new TensorInfo(name, DType.F32, shape);
    }

    /** The module's name as the spelling wants it: some keep the end of it elsewhere. */
    private static String module(Spelling spelling, String layer) {
        return switch (spelling) {
            case SAT -> layer + ".0";
            case PROCESSOR -> layer + ".to_q";
            case CLIP_PROCESSOR -> layer + ".self_attn.q_proj";
            case XLABS -> layer + ".processor.qkv";
            default -> layer;
        };
    }

    private static String name(Spelling spelling, String layer, Part part) {
        return spelling.name(module(spelling, layer), part);
    }

    /** {@code [rows, columns]}, the other way round where MLX writes it. */
    private static Shape shape(Spelling spelling, long rows, long columns) {
        return spelling == Spelling.MLX ? Shape.of(columns, rows) : Shape.of(rows, columns);
    }

    @Property
    void rowsAreCutInUpAndDownIsShared(@ForAll("pairs") Spelling spelling, @ForAll @IntRange(min = 1, max = 9) int rank) {
        TensorInfo down = tensor(name(spelling, "qkv.a", Part.DOWN), shape(spelling, rank, IN));
        TensorInfo up = tensor(name(spelling, "qkv.a", Part.UP), shape(spelling, 192, rank));
        for (String line : List.of(
                "split qkv.{w:**} dim 0 → q.{w}, k.{w}, v.{w}",
                "gather qkv.{w:**} dim 0 chunks 3 → q.{w} [0], k.{w} [1], v.{w} [2]")) {
            Map<String, Shape> shapes = applied(line, down, up);
            for (String layer : List.of("q.a", "k.a", "v.a")) {
                assertThat(shapes).containsEntry(name(spelling, layer, Part.DOWN), shape(spelling, rank, IN));
                assertThat(shapes).containsEntry(name(spelling, layer, Part.UP), shape(spelling, 64, rank));
            }
        }
    }

    @Property
    void columnsAreCutInDownAndUpIsShared(@ForAll("pairs") Spelling spelling, @ForAll @IntRange(min = 1, max = 9) int rank) {
        TensorInfo down = tensor(name(spelling, "qk.a", Part.DOWN), shape(spelling, rank, IN));
        TensorInfo up = tensor(name(spelling, "qk.a", Part.UP), shape(spelling, 192, rank));
        Map<String, Shape> shapes = applied("split qk.{w:**} dim 1 → q.{w}, k.{w}", down, up);

        for (String layer : List.of("q.a", "k.a")) {
            assertThat(shapes).containsEntry(name(spelling, layer, Part.DOWN), shape(spelling, rank, IN / 2));
            assertThat(shapes).containsEntry(name(spelling, layer, Part.UP), shape(spelling, 192, rank));
        }
    }

    @Property
    void aDividedRankIsDividedInBoth(@ForAll("pairs") Spelling spelling, @ForAll @IntRange(min = 1, max = 4) int rank) {
        TensorInfo down = tensor(name(spelling, "qk.a", Part.DOWN), shape(spelling, 2 * rank, IN));
        TensorInfo up = tensor(name(spelling, "qk.a", Part.UP), shape(spelling, 128, 2 * rank));
        Map<String, Shape> shapes = applied("split qk.{w:**} dim 0 pair divide → q.{w}, k.{w}", down, up);

        assertThat(shapes).containsEntry(name(spelling, "k.a", Part.DOWN), shape(spelling, rank, IN));
        assertThat(shapes).containsEntry(name(spelling, "k.a", Part.UP), shape(spelling, 64, rank));
    }

    @Property
    void pairsOfTheirOwnAreFusedWithTheSumOfTheirRanks(
            @ForAll("pairs") Spelling spelling,
            @ForAll @IntRange(min = 1, max = 9) int first,
            @ForAll @IntRange(min = 1, max = 9) int then) {
        Map<String, Shape> shapes = applied(
                "fuse q.{w:**}, k.{w:**} → qk.{w}",
                tensor(name(spelling, "q.a", Part.DOWN), shape(spelling, first, IN)),
                tensor(name(spelling, "q.a", Part.UP), shape(spelling, 10, first)),
                tensor(name(spelling, "k.a", Part.DOWN), shape(spelling, then, IN)),
                tensor(name(spelling, "k.a", Part.UP), shape(spelling, 20, then)));

        assertThat(shapes)
                .isEqualTo(Map.of(
                        name(spelling, "qk.a", Part.DOWN), shape(spelling, first + then, IN),
                        name(spelling, "qk.a", Part.UP), shape(spelling, 30, first + then)));
    }

    /** Stability's control-LoRA names its matrices {@code x.down} and {@code x.up}. */
    @ParameterizedTest
    @CsvSource({"split a.{m}.qkv.{w:**} dim 0 → a.{m}.q.{w}", "gather a.{m}.qkv.{w:**} dim 0 chunks 3 → a.{m}.q.{w} [0]"})
    void bareNamesOfAPairAreAPair(String line) {
        String rule = line.startsWith("split") ? line.replace("→ a.{m}.q.{w}", "→ a.{m}.q.{w}, a.{m}.k.{w}, a.{m}.v.{w}") : line;
        Map<String, Shape> shapes = applied(rule, tensor("a.attn.qkv.down", Shape.of(6, 64)), tensor("a.attn.qkv.up", Shape.of(192, 6)));

        assertThat(shapes).containsEntry("a.attn.q.down", Shape.of(6, 64)).containsEntry("a.attn.q.up", Shape.of(64, 6));
    }
}
