package dev.patchbay.cli.command;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a written adapter does to each module, computed from its tensors as programs do, by no code of the product but matrices. */
final class WrittenAdapter {

    private static final List<String> ENDS = List.of(".lora_", ".hada_", ".lokr_", ".alpha", ".dora_scale", ".diff");

    private final Map<String, Map<String, Matrix>> modules = new HashMap<>();
    private final JsonNode config;

    WrittenAdapter(Checkpoint file) throws IOException {
        config = JsonMapper.shared().readTree(file.companions().getOrDefault("adapter_config.json", "{}"));
        for (String name : file.tensors().keySet()) {
            int end = ENDS.stream().mapToInt(name::lastIndexOf).filter(at -> at > 0).max().orElse(name.length());
            TensorData data = file.tensor(name).orElseThrow().data();
            Matrix values = name.endsWith(".lora_mid.weight") ? kernels(data) : matrix(data);
            modules.computeIfAbsent(name.substring(0, end), module -> new HashMap<>()).put(name.substring(end), values);
        }
    }

    /** Their names in the file. */
    Set<String> modules() {
        return modules.keySet();
    }

    /** Vectors and numbers as columns. */
    private static Matrix matrix(TensorData data) throws IOException {
        int rows = data.shape().dimensions() == 0 ? 1 : (int) data.shape().size(0);
        return Matrix.of(rows, (int) data.shape().elements() / rows, data.toFloats());
    }

    /** {@code [r, r, k…]} as {@code [r · r, k]}. */
    private static Matrix kernels(TensorData data) throws IOException {
        int rows = (int) (data.shape().size(0) * data.shape().size(1));
        return Matrix.of(rows, (int) data.shape().elements() / rows, data.toFloats());
    }

    /** ΔW without magnitudes, {@code [out, in · k]}. */
    Matrix change(String module) {
        if (part(module, "hada_w1_a").isPresent()) {
            Matrix one = some(module, "hada_w1_a").times(some(module, "hada_w1_b"));
            Matrix other = some(module, "hada_w2_a").times(some(module, "hada_w2_b"));
            return elements(one, other).times(scale(module, some(module, "hada_w1_b").rows()));
        }
        if (part(module, "lokr_w1").isPresent()) {
            Matrix left = some(module, "lokr_w1");
            Matrix right = some(module, "lokr_w2");
            List<Matrix> blocks = new ArrayList<>();
            for (int row = 0; row < left.rows(); row++) {
                blocks.add(right.times(left.get(row, 0)));
            }
            return Matrix.stacked(blocks);
        }
        Matrix down = part(module, "lora_A").or(() -> part(module, "lora_down")).orElseThrow();
        Matrix up = part(module, "lora_B.weight").or(() -> part(module, "lora_up")).orElseThrow();
        Matrix all = part(module, "lora_mid").map(mid -> throughMid(up, mid, down)).orElseGet(() -> up.times(down));
        return all.times(scale(module, down.rows()));
    }

    static Matrix elements(Matrix one, Matrix other) {
        float[] product = one.toFloats();
        float[] right = other.toFloats();
        for (int i = 0; i < product.length; i++) {
            product[i] *= right[i];
        }
        return Matrix.of(one.rows(), one.columns(), product);
    }

    /**
     * The change of a convolution that three factors make: {@code ΔW[o, i, x] = Σ up[o, p] · mid[p, q, x] · down[q, i]}.
     *
     * @param mid {@code [r · r, k]}
     */
    static Matrix throughMid(Matrix up, Matrix mid, Matrix down) {
        int rank = down.rows();
        int kernel = mid.columns();
        float[] all = new float[up.rows() * down.columns() * kernel];
        for (int x = 0; x < kernel; x++) {
            float[] slice = new float[rank * rank];
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) mid.get(i, x);
            }
            float[] one = up.times(Matrix.of(rank, rank, slice)).times(down).toFloats();
            for (int i = 0; i < one.length; i++) {
                all[i * kernel + x] = one[i];
            }
        }
        return Matrix.of(up.rows(), down.columns() * kernel, all);
    }

    /** {@code [out, 1]}. */
    Optional<Matrix> magnitude(String module) {
        return part(module, "dora_scale").or(() -> part(module, "lora_magnitude_vector")).map(WrittenAdapter::column);
    }

    /** As it is added: PEFT multiplies it by the scale, which is 1 for diffusers. */
    Optional<Matrix> bias(String module) {
        Optional<Matrix> scaled = part(module, "lora_B.bias");
        Optional<Matrix> found = scaled.isPresent()
                ? scaled.map(bias -> bias.times(scale(module, some(module, "lora_A").rows())))
                : part(module, "diff_b");
        return found.map(WrittenAdapter::column);
    }

    private static Matrix column(Matrix vector) {
        return Matrix.of(vector.rows() * vector.columns(), 1, vector.toFloats());
    }

    private Optional<Matrix> part(String module, String name) {
        return modules.getOrDefault(module, Map.of()).entrySet().stream()
                .filter(part -> part.getKey().contains(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Matrix some(String module, String name) {
        return part(module, name).orElseThrow(() -> new AssertionError(name + " of " + module));
    }

    /** As the programs read it: alpha / rank by a tensor or by PEFT's configuration, else 1. */
    private double scale(String module, int rank) {
        if (config.has("lora_alpha")) {
            double alpha = config.at("/lora_alpha").asDouble();
            for (Map.Entry<String, JsonNode> pattern : config.at("/alpha_pattern").properties()) {
                if (module.matches("(.*\\.)?(" + pattern.getKey() + ")")) {
                    alpha = pattern.getValue().asDouble();
                }
            }
            return alpha / rank;
        }
        return part(module, ".alpha").map(alpha -> alpha.get(0, 0) / rank).orElse(1.0);
    }
}
