package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scales against those that diffusers multiplied with: each row of {@code diffusers-scales.json} is a file of pairs with ranks and alphas,
 * some of them without, and what ΔW over B·A was of each after {@code load_lora_weights} of diffusers 0.40.0.dev0 (58eb52c) with PEFT
 * 0.21.0 and transformers 5.18, on small models of the family (November 2026). Pairs without a number did not act.
 */
class LiveScalesTest {

    record Row(JsonNode node) {

        @Override
        public String toString() {
            return node.get("base").asString() + " " + node.get("ends").asString() + " " + node.get("modules").valueStream()
                    .map(module -> module.get("rank").asString() + "/" + module.get("alpha").asString("-"))
                    .collect(Collectors.joining(" "));
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream stream = LiveScalesTest.class.getResourceAsStream("/loader/diffusers-scales.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(stream)).valueStream().map(Row::new).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isWhatDiffusersMultipliesWith(Row row) throws IOException {
        BaseModel base = Inspected.base(row.node().get("base").asString());
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        if (!row.node().get("metadata").asString().isEmpty()) {
            file.metadata("lora_adapter_metadata", row.node().get("metadata").asString());
        }
        Map<String, Double> seen = new TreeMap<>();
        SortedMap<String, Runnable> sorted = new TreeMap<>();
        for (JsonNode module : row.node().get("modules")) {
            String name = add(sorted, file, base, module, row.node().get("ends").asString());
            if (!module.get("seen").isNull()) {
                seen.put(name, module.get("seen").asDouble(Double.NaN));
            }
        }
        // As safetensors writes them.
        sorted.values().forEach(Runnable::run);
        InspectionReport report = Inspected.of(file, base.name());
        Map<String, Double> said = new TreeMap<>();
        Optional.ofNullable(report.scales().scales().get(Program.DIFFUSERS)).ifPresent(scales -> scales.forEach(
                (module, scale) -> said.put(module.down().orElseThrow().name(), scale)));

        assertThat(said.keySet()).as(report.verdict(Program.DIFFUSERS).message().text()).containsAll(seen.keySet());
        seen.forEach((name, scale) -> {
            if (scale.isNaN()) {
                assertThat(said.get(name)).as(name).isNaN();
            } else {
                assertThat(said.get(name)).as(name).isCloseTo(scale, within(1e-3 * Math.abs(scale) + 1e-9));
            }
        });
    }

    /** The name of its matrix A. */
    private static String add(
            SortedMap<String, Runnable> tensors, SyntheticCheckpoint file, BaseModel base, JsonNode module, String ends) {
        String component = module.get("component").asString();
        String name = module.get("module").asString();
        Shape weight = weight(base, component, name);
        boolean flat = ends.equals("kohya");
        boolean encoder = !component.equals(base.main().component());
        String before = Map.of("text_encoder", "lora_te1_", "text_encoder_2", "lora_te2_").getOrDefault(component, "lora_unet_");
        String stem = flat ? before + name.replace('.', '_') : component + "." + name;
        List<String> halves = flat
                ? List.of(".lora_down.weight", ".lora_up.weight")
                : encoder
                        ? List.of(".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight")
                        : List.of(".lora_A.weight", ".lora_B.weight");
        long rank = module.get("rank").asLong();
        long[] up = new long[weight.dimensions()];
        for (int at = 0; at < up.length; at++) {
            up[at] = at == 0 ? weight.size(0) : at == 1 ? rank : 1;
        }
        String down = stem + halves.getFirst();
        tensors.put(down, () -> file.tensor(down, sizes(weight.with(0, rank))));
        tensors.put(stem + halves.getLast(), () -> file.tensor(stem + halves.getLast(), up));
        if (!module.get("alpha").isNull()) {
            float[] alpha = {(float) module.get("alpha").asDouble(Double.NaN)};
            tensors.put(stem + ".alpha", () -> file.values(stem + ".alpha", DType.F32, alpha));
        }
        return down;
    }

    private static long[] sizes(Shape shape) {
        List<Long> sizes = new ArrayList<>();
        for (int at = 0; at < shape.dimensions(); at++) {
            sizes.add(shape.size(at));
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** With or without {@code text_model.}, whatever the release of transformers. */
    private static Shape weight(BaseModel base, String component, String name) {
        ModuleDictionary dictionary = base.component(component).orElseThrow();
        return dictionary.modules().stream()
                .filter(info -> info.name().equals(name) || info.name().equals("text_model." + name))
                .map(ModuleInfo::weight)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(component + " has no " + name));
    }
}
