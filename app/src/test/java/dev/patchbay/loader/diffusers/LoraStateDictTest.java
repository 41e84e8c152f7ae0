package dev.patchbay.loader.diffusers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converters against the real ones: each row of {@code diffusers-converters.json} is what {@code lora_state_dict} of a class of diffusers
 * 0.40.0.dev0 (58eb52c) made of tensors of these names and shapes, or the error that it raised (November 2026).
 */
class LoraStateDictTest {

    record Row(Mixin mixin, String note, StateDict file, JsonNode seen) {

        @Override
        public String toString() {
            return mixin.name() + ": " + note;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream stream = LoraStateDictTest.class.getResourceAsStream("/loader/diffusers-converters.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(stream)).valueStream().map(LoraStateDictTest::row).toList().stream();
        }
    }

    private static Row row(JsonNode node) {
        StateDict file = new StateDict();
        node.get("in").forEachEntry((name, shape) -> file.put(name, new Held(shape(shape.asString()), Set.of(name))));
        return new Row(MixinJson.byName(node.get("class").asString()), node.get("note").asString(), file, node);
    }

    private static Shape shape(String text) {
        return text.isEmpty() ? Shape.SCALAR : Shape.of(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void makesTheSameNames(Row row) throws LoaderStop {
        if (row.seen().has("stop")) {
            assertThatThrownBy(() -> LoraStateDict.of(row.mixin(), row.file()).guard(row.mixin()))
                    .as(row.seen().get("stop").asString())
                    .isInstanceOf(LoaderStop.class);
            return;
        }
        LoraStateDict made = LoraStateDict.of(row.mixin(), row.file());
        made.guard(row.mixin());
        Map<String, Shape> expected = new LinkedHashMap<>();
        row.seen().get("out").forEachEntry((name, shape) -> expected.put(name, shape(shape.asString())));
        Map<String, Shape> found = new LinkedHashMap<>();
        made.tensors().tensors().forEach((name, tensor) -> found.put(name, tensor.shape()));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    }
}
