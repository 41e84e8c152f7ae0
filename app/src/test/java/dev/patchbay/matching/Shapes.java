package dev.patchbay.matching;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Names and shapes of real files: a line holds a name with {@code {}} for the block, the blocks, the shape. */
public final class Shapes {

    private Shapes() {}

    /** What SwissArmyTransformer leaves of a LoRA training of a 30-layer CogVideoX, 32 wide: 802 tensors, 240 of them the LoRA's. */
    public static List<TensorInfo> satLora() {
        return read("sat-lora-tiny.txt");
    }

    /** The same at the width and rank people train CogVideoX-2b with. */
    public static List<TensorInfo> satLora2b() {
        return satLora().stream()
                .filter(tensor -> tensor.name().contains("matrix_"))
                .map(tensor -> new TensorInfo(
                        tensor.name(), tensor.dtype(),
                        Shape.of(Arrays.stream(tensor.shape().toArray()).map(size -> size == 4 ? 128 : 1920).toArray())))
                .toList();
    }

    /**
     * The 30-layer CogVideoX, 32 wide, that the LoRA is for; modules in the order of a safetensors file:
     * {@code to_k, to_out.0, to_q, to_v}.
     */
    public static BaseModel tiny() {
        return base("cogvideox-tiny.txt");
    }

    /** CogVideoX-2b, modules in the order of the model: {@code to_q, to_k, to_v, to_out.0}. */
    public static BaseModel cogvideox2b() {
        return base("cogvideox-2b.txt");
    }

    private static BaseModel base(String file) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        read(file).forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
        return base(shapes);
    }

    public static BaseModel base(Map<String, Shape> shapes) {
        return new BaseModel("base", "cogvideox", List.of(new ModuleDictionary("transformer", shapes)), Optional.empty());
    }

    public static List<TensorInfo> read(String file) {
        try (InputStream stream = Shapes.class.getResourceAsStream("/matching/" + file)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().flatMap(Shapes::expand).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<TensorInfo> expand(String line) {
        String[] words = line.split(" ");
        Shape shape = Shape.of(Arrays.stream(words[2].split("x")).mapToLong(Long::parseLong).toArray());
        if (words[1].equals("-")) {
            return Stream.of(new TensorInfo(words[0], DType.F32, shape));
        }
        String[] range = words[1].split("\\.\\.");
        List<TensorInfo> tensors = new ArrayList<>();
        for (int i = Integer.parseInt(range[0]); i <= Integer.parseInt(range[1]); i++) {
            tensors.add(new TensorInfo(words[0].replace("{}", String.valueOf(i)), DType.F32, shape));
        }
        return tensors.stream();
    }

    public static TensorInfo tensor(String name, long... shape) {
        return new TensorInfo(name, DType.F32, Shape.of(shape));
    }

    public static List<TensorInfo> renamed(List<TensorInfo> tensors, UnaryOperator<String> names) {
        return tensors.stream().map(tensor -> new TensorInfo(names.apply(tensor.name()), tensor.dtype(), tensor.shape())).toList();
    }

    public static MappingResult untouched(List<TensorInfo> tensors) {
        return RuleSet.EMPTY.apply(tensors);
    }

    /** New names by old ones, of the tensors that the rules change. */
    public static Map<String, String> changes(List<Rule> rules, List<TensorInfo> tensors) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (MappedTensor tensor : RuleSet.of(rules).apply(tensors).tensors()) {
            if (!tensor.name().equals(tensor.source())) {
                changes.put(tensor.source(), tensor.name());
            }
        }
        return changes;
    }
}
