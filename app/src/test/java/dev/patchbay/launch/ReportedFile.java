package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A file like one that somebody reported, made of pairs with names of any convention, and what it means: which change of which module. A
 * change is compared by what it makes of a random vector, since the whole matrices of a large model would not fit.
 */
final class ReportedFile {

    private static final double NEAR = 2e-3;

    private final SyntheticCheckpoint tensors = new SyntheticCheckpoint();
    private final Map<String, Change> expected = new LinkedHashMap<>();
    private int pairs;

    /** Rows {@code from} to {@code to} of scale · B · A. */
    private record Change(float[] down, float[] up, int in, int rank, int from, int to, double scale) {

        void addTo(float[] weight, int row) {
            for (int o = from; o < to; o++) {
                for (int i = 0; i < in; i++) {
                    for (int r = 0; r < rank; r++) {
                        weight[(row + o - from) * in + i] += (float) (scale * up[o * rank + r] * down[r * in + i]);
                    }
                }
            }
        }

        double[] of(double[] input) {
            double[] inner = new double[rank];
            for (int r = 0; r < rank; r++) {
                for (int i = 0; i < in; i++) {
                    inner[r] += down[r * in + i] * input[i];
                }
            }
            double[] output = new double[to - from];
            for (int o = from; o < to; o++) {
                for (int r = 0; r < rank; r++) {
                    output[o - from] += scale * up[o * rank + r] * inner[r];
                }
            }
            return output;
        }
    }

    /** Holds that some module of a written file has this bias. */
    static void assertBias(Path converted, String name, float[] values) throws IOException {
        try (Checkpoint written = TestOpener.OPENER.open(converted)) {
            assertThat(floats(written.tensor(name).orElseThrow())).containsExactly(values);
        }
    }

    /** Holds that up times down of a module of a written file is this matrix. */
    static void assertProduct(Path converted, String module, float[] values) throws IOException {
        try (Checkpoint written = TestOpener.OPENER.open(converted)) {
            StoredTensor down = written.tensor(module + Ends.PEFT.down).orElseThrow();
            StoredTensor up = written.tensor(module + Ends.PEFT.up).orElseThrow();
            int rank = Math.toIntExact(down.info().shape().size(0));
            int in = Math.toIntExact(down.info().shape().size(1));
            int out = Math.toIntExact(up.info().shape().size(0));
            float[] product = new float[out * in];
            new Change(floats(down), floats(up), in, rank, 0, out, 1).addTo(product, 0);
            assertThat(product).containsExactly(values, within(1e-5f));
        }
    }

    /** How the two halves are written. */
    enum Ends {
        PEFT(".lora_A.weight", ".lora_B.weight"),
        PEFT_DEFAULT(".lora_A.default.weight", ".lora_B.default.weight"),
        KOHYA(".lora_down.weight", ".lora_up.weight"),
        DOT(".lora.down.weight", ".lora.up.weight");

        private final String down;
        private final String up;

        Ends(String down, String up) {
            this.down = down;
            this.up = up;
        }
    }

    /**
     * Adds a pair of rank 2.
     *
     * @param stem what the file calls the module
     * @param target the module in diffusers' names with its component; empty if the base has none
     */
    ReportedFile pair(String stem, String target, int out, int in, Ends ends) {
        return pair(stem, target.isEmpty() ? List.of() : List.of(target), out, in, ends, 0);
    }

    /**
     * Adds a pair of rank 2.
     *
     * @param targets several if the rows belong to several modules, each with an equal share
     * @param alpha 0 for none
     */
    ReportedFile pair(String stem, List<String> targets, int out, int in, Ends ends, float alpha) {
        return pair(stem, targets, 2, new long[] {out}, new long[] {in}, ends, alpha);
    }

    /**
     * Adds a pair; its sizes behind the first are those of a convolution.
     *
     * @param targets several if the rows belong to several modules, each with an equal share
     * @param alpha 0 for none
     */
    ReportedFile pair(String stem, List<String> targets, int rank, long[] outs, long[] ins, Ends ends, float alpha) {
        int in = (int) Arrays.stream(ins).reduce(1, Math::multiplyExact);
        int out = (int) outs[0];
        float[] down = values(stem + " down", rank * in);
        float[] up = values(stem + " up", out * rank);
        tensors.values(stem + ends.down, DType.F32, down, LongStream.concat(LongStream.of(rank), Arrays.stream(ins)).toArray());
        long[] ups = LongStream.concat(LongStream.of(out, rank), Arrays.stream(outs).skip(1)).toArray();
        tensors.values(stem + ends.up, DType.F32, up, ups);
        if (alpha > 0) {
            tensors.values(stem + ".alpha", DType.F32, new float[] {alpha});
        }
        int share = targets.isEmpty() ? out : out / targets.size();
        for (int i = 0; i < targets.size(); i++) {
            double scale = alpha > 0 ? alpha / rank : 1;
            expected.put(targets.get(i), new Change(down, up, in, rank, i * share, (i + 1) * share, scale));
        }
        pairs++;
        return this;
    }

    /** Adds a pair of rank 2 with these values, in kohya's spelling. */
    ReportedFile pair(String stem, String target, float[] down, float[] up) {
        int in = down.length / 2;
        int out = up.length / 2;
        tensors.values(stem + Ends.KOHYA.down, DType.F32, down, 2, in);
        tensors.values(stem + Ends.KOHYA.up, DType.F32, up, out, 2);
        expected.put(target, new Change(down, up, in, 2, 0, out, 1));
        pairs++;
        return this;
    }

    /** Adds a tensor that is no half of a pair. */
    ReportedFile tensor(String name, long... shape) {
        int size = 1;
        for (long one : shape) {
            size *= (int) one;
        }
        tensors.values(name, DType.F32, values(name, size), shape);
        return this;
    }

    /** Adds a tensor with these values. */
    ReportedFile tensor(String name, float[] values, long... shape) {
        tensors.values(name, DType.F32, values, shape);
        return this;
    }

    int pairs() {
        return pairs;
    }

    Path write(Path file) throws IOException {
        return write(tensors, file);
    }

    static Path write(SyntheticCheckpoint made, Path file) throws IOException {
        Checkpoint checkpoint = made.build();
        Map<String, TensorData> data = new LinkedHashMap<>();
        checkpoint.tensors().forEach((tensor, stored) -> data.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(data, checkpoint.metadata(), channel);
        }
        return file;
    }

    /** Holds that the file has exactly the modules this one means, in diffusers' names, and that each changes its module the same way. */
    void assertMeansTheSame(Path converted) throws IOException {
        try (Checkpoint written = TestOpener.OPENER.open(converted)) {
            List<String> names = new ArrayList<>();
            expected.keySet().forEach(module -> names.addAll(List.of(module + Ends.PEFT.down, module + Ends.PEFT.up)));
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrderElementsOf(names);
        }
        assertHolds(converted);
    }

    /** Holds that each module this file means is in the other one and changes its module the same way, whatever else is there. */
    void assertHolds(Path converted) throws IOException {
        try (Checkpoint written = TestOpener.OPENER.open(converted)) {
            for (Map.Entry<String, Change> change : expected.entrySet()) {
                assertThat(distance(change.getKey(), change.getValue(), written)).as(change.getKey()).isLessThan(NEAR);
            }
        }
    }

    /**
     * Holds that these weights of the base hold the changes, and that all others are as they were.
     *
     * @param weights of the base, by the module that the file means
     */
    void assertIsIn(Path baked, Path base, Map<String, Rows> weights) throws IOException {
        try (Checkpoint before = TestOpener.OPENER.open(base); Checkpoint after = TestOpener.OPENER.open(baked)) {
            assertThat(after.tensors().keySet()).containsExactlyElementsOf(before.tensors().keySet());
            Map<String, float[]> wanted = new LinkedHashMap<>();
            for (StoredTensor tensor : before.tensors().values()) {
                wanted.put(tensor.info().name(), floats(tensor));
            }
            weights.forEach((module, rows) -> expected.get(module).addTo(wanted.get(rows.weight()), rows.first()));
            for (StoredTensor tensor : after.tensors().values()) {
                assertThat(floats(tensor)).as(tensor.info().name()).containsExactly(wanted.get(tensor.info().name()), within(1e-5f));
            }
        }
    }

    /** Where a change begins in a weight of the base. */
    record Rows(String weight, int first) {}

    private static double distance(String module, Change wanted, Checkpoint written) throws IOException {
        StoredTensor down = written.tensor(module + Ends.PEFT.down).orElseThrow();
        StoredTensor up = written.tensor(module + Ends.PEFT.up).orElseThrow();
        int rank = Math.toIntExact(down.info().shape().size(0));
        Change found = new Change(floats(down), floats(up), wanted.in(), rank, 0, Math.toIntExact(up.info().shape().size(0)), 1);
        double[] probe = new Random(module.hashCode()).doubles(wanted.in(), -1, 1).toArray();
        return distance(wanted.of(probe), found.of(probe));
    }

    private static double distance(double[] wanted, double[] found) {
        assertThat(found).hasSameSizeAs(wanted);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < wanted.length; i++) {
            difference += (wanted[i] - found[i]) * (wanted[i] - found[i]);
            norm += wanted[i] * wanted[i];
        }
        return Math.sqrt(difference / norm);
    }

    static float[] floats(StoredTensor tensor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int count = Math.toIntExact(tensor.info().shape().elements());
            return FloatCodec.decode(tensor.info().dtype(), tensor.data().bytes(arena), count);
        }
    }

    /** Values of a size that trained adapters have. */
    static float[] values(String name, int count) {
        Random random = new Random(name.hashCode());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian() / 50;
        }
        return values;
    }
}
