package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/** Runs commands on small models and on adapters for them that lie in a folder of the test. */
abstract class CommandsOnMiniatures extends CommandsInFolder {

    /** How a trainer writes a pair. */
    enum Convention {
        DIFFUSERS(pair -> pair.component() + "." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        PEFT(pair -> "base_model.model." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        BARE(Pair::name, ".lora_A.default.weight", ".lora_B.default.weight"),
        COMFYUI(pair -> "diffusion_model." + pair.name(), ".lora_A.weight", ".lora_B.weight"),
        KOHYA(pair -> "lora_unet_" + pair.name().replace('.', '_'), ".lora_down.weight", ".lora_up.weight"),
        LYCORIS(pair -> "lycoris_" + pair.name().replace('.', '_'), ".lora_down.weight", ".lora_up.weight"),
        /** Names that XLabs gives to the attention of FLUX. */
        XLABS(pair -> pair.name().replaceFirst("processor\\.(qkv|proj)", "processor.$1_lora"), ".down.weight", ".up.weight"),
        /** The end of a layer that is not fused. */
        SAT(pair -> "model.diffusion_model." + pair.name(), ".matrix_A.0", ".matrix_B.0");

        private final Function<Pair, String> path;
        private final String down;
        private final String up;

        Convention(Function<Pair, String> path, String down, String up) {
            this.path = path;
            this.down = down;
            this.up = up;
        }

        /** The name of the pair's module. */
        String path(Pair pair) {
            return path.apply(pair);
        }

        /** End of the name of the down matrix. */
        String down() {
            return down;
        }

        /** End of the name of the up matrix. */
        String up() {
            return up;
        }
    }

    final String adapter(Convention convention, List<Pair> pairs) throws IOException {
        return adapter(convention, pairs, "adapter");
    }

    final String adapter(Convention convention, List<Pair> pairs, String name) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        for (Pair pair : pairs) {
            String path = convention.path.apply(pair);
            file.values(path + convention.down, DType.F32, pair.down().toFloats(), pair.down().rows(), pair.down().columns());
            file.values(path + convention.up, DType.F32, pair.up().toFloats(), pair.up().rows(), pair.up().columns());
            file.values(path + ".alpha", DType.F32, new float[] {(float) pair.alpha()});
        }
        return write(name, file);
    }

    final String base(Map<String, Shape> tensors) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint();
        tensors.forEach((name, shape) -> file.tensor(name, shape.toArray()));
        return write("base", file);
    }

    final String write(String name, SyntheticCheckpoint made) throws IOException {
        return write(name, made.build());
    }

    /** Returns the path of the file, {@code name.safetensors}. */
    final String write(String name, Checkpoint made) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        try (FileChannel channel = FileChannel.open(Path.of(path(name)), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, made.metadata(), channel);
        }
        return path(name);
    }

    final String path(String name) {
        return folder.resolve(name + ".safetensors").toString();
    }

    final String target() {
        return folder.resolve("out.safetensors").toString();
    }

    static Matrix read(Checkpoint checkpoint, String name) throws IOException {
        return Matrix.read(name, checkpoint.tensor(name).orElseThrow().data());
    }

    /** What a written adapter does, by component and module. */
    final Map<String, Matrix> written() throws IOException {
        Map<String, Matrix> changes = new TreeMap<>();
        try (Checkpoint file = open(target())) {
            MappingResult asItIs = RuleSet.EMPTY.apply(file.infos());
            for (AdapterModule module : AdapterAssembler.assemble(file, asItIs, OptionalDouble.empty()).modules()) {
                LowRankFactors product = new ModuleChange(file, module).read().product(module.module());
                changes.put(module.address(), product.rows(0, product.outputs()));
            }
        }
        return changes;
    }

    final void assertWritten(Miniature miniature, Map<String, Matrix> changes) throws IOException {
        Map<String, Matrix> written = written();
        assertThat(written.keySet())
                .containsExactlyInAnyOrderElementsOf(changes.keySet().stream().map(name -> miniature.component() + "." + name).toList());
        changes.forEach((name, wanted) -> {
            Matrix found = written.get(miniature.component() + "." + name);
            assertThat(found.minus(wanted).norm()).as(name).isLessThanOrEqualTo(1e-5 * wanted.norm());
        });
    }
}
