package dev.patchbay.launch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.tensor.FloatCodec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file in diffusers' names does to each module, as the probes that {@link ForeignAdapter} keeps: read here by suffix, without
 * Patchbay's own reading of adapters. CLIP's modules go by the names of transformers 5, without {@code text_model}.
 */
final class ProbedModules {

    /** Pairs of made-up vectors for each number. */
    private static final int PROBES = 4;

    private static final Pattern PART = Pattern.compile("(.*?)\\.(lora_A\\.weight|lora_B\\.weight|lora_B\\.bias|alpha|diff_b|diff|weight)");

    private static final Pattern CLIP = Pattern.compile("^(text_encoder)\\.text_model\\.");

    private final Map<String, Map<String, Tensor>> modules = new TreeMap<>();

    private ProbedModules() {}

    static ProbedModules of(Path file) throws IOException {
        ProbedModules read = new ProbedModules();
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file);
                Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, StoredTensor> tensor : checkpoint.tensors().entrySet()) {
                Matcher name = PART.matcher(tensor.getKey());
                String module = name.matches() ? CLIP.matcher(name.group(1)).replaceFirst("$1.") : tensor.getKey();
                read.modules.computeIfAbsent(module, none -> new TreeMap<>())
                        .put(name.matches() ? name.group(2) : "", Tensor.of(tensor.getValue(), arena));
            }
        }
        return read;
    }

    /** Probes by part, by module: {@code probes} of ΔW, {@code bias}, {@code norm}. */
    Map<String, Map<String, List<Double>>> probes() {
        Map<String, Map<String, List<Double>>> probes = new TreeMap<>();
        modules.forEach((module, parts) -> probes.put(module, probes(module, parts)));
        return probes;
    }

    private static Map<String, List<Double>> probes(String module, Map<String, Tensor> parts) {
        Map<String, List<Double>> probes = new TreeMap<>();
        Tensor down = parts.get("lora_A.weight");
        Tensor up = parts.get("lora_B.weight");
        if (down != null && up != null) {
            Tensor alpha = parts.get("alpha");
            double scale = alpha == null ? 1 : alpha.values()[0] / (double) down.rows();
            probes.put("probes", each(probe -> {
                float[] in = MadeUpValues.of(module + " x" + probe, down.columns());
                return scale * dot(up.times(down.times(in)), MadeUpValues.of(module + " y" + probe, up.rows()));
            }));
        }
        parts.forEach((part, tensor) -> {
            switch (part) {
                case "lora_B.bias", "diff_b" -> probes.put("bias", vector(module, "bias", tensor));
                case "weight", "diff" -> probes.put("norm", vector(module, "norm", tensor));
                default -> { }
            }
        });
        return probes;
    }

    private static List<Double> vector(String module, String part, Tensor tensor) {
        return each(probe -> dot(tensor.values(), MadeUpValues.of(module + " " + part + probe, tensor.values().length)));
    }

    private static List<Double> each(IntToDoubleFunction probe) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            numbers.add(probe.applyAsDouble(i));
        }
        return numbers;
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    /** A matrix {@code [rows, columns]}; a convolution's kernel lies in its columns. */
    private record Tensor(int rows, int columns, float[] values) {

        static Tensor of(StoredTensor stored, Arena arena) throws IOException {
            int count = Math.toIntExact(stored.info().shape().elements());
            int rows = stored.info().shape().dimensions() == 0 ? 1 : Math.toIntExact(stored.info().shape().size(0));
            return new Tensor(rows, count / rows, FloatCodec.decode(stored.info().dtype(), stored.data().bytes(arena), count));
        }

        float[] times(float[] vector) {
            float[] product = new float[rows];
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int column = 0; column < columns; column++) {
                    sum += (double) values[row * columns + column] * vector[column];
                }
                product[row] = (float) sum;
            }
            return product;
        }
    }
}
