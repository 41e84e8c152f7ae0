package dev.patchbay.checkpoint;

import dev.patchbay.checkpoint.gguf.GgufFile;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.safetensors.HeaderFile;
import dev.patchbay.checkpoint.torch.LegacyFile;
import dev.patchbay.checkpoint.torch.TorchFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checkpoints as many programs leave them, and folders and GGUF files that nobody should trust, by the names under which the corpus lists
 * them.
 */
final class SampleCheckpoints {

    private static final byte[] SIX_BYTES = new byte[6];
    private static final String MODEL_STATES = "mp_rank_00_model_states.pt";

    /** Each makes its checkpoint in an empty folder and says what to open. */
    private static final Map<String, Generator> GENERATORS = Map.ofEntries(
            Map.entry("legacyTwoStorages", folder -> legacy(folder.resolve("old.pt"))),
            Map.entry("legacyCutOff", SampleCheckpoints::legacyCutOff),
            Map.entry("zipBigEndian", SampleCheckpoints::zipBigEndian),
            Map.entry("zero1Folder", folder -> deepSpeed(folder, MODEL_STATES, "zero_pp_rank_0_mp_rank_00_optim_states.pt")),
            Map.entry("zero2Folder", folder -> deepSpeed(folder, MODEL_STATES, "bf16_zero_pp_rank_0_mp_rank_00_optim_states.pt")),
            Map.entry("zero3Folder",
                    folder -> deepSpeed(folder, "zero_pp_rank_0_mp_rank_00_model_states.pt", "zero_pp_rank_1_mp_rank_00_model_states.pt")),
            Map.entry("satZero3Folder", folder -> deepSpeed(folder, "z3_rank_00_model_states.pt", "z3_rank_01_model_states.pt")),
            Map.entry("optimizerFolder", folder -> deepSpeed(folder, "zero_pp_rank_0_mp_rank_00_optim_states.pt")),
            Map.entry("modelParallelFolder", folder -> deepSpeed(folder, MODEL_STATES, "mp_rank_01_model_states.pt")),
            Map.entry("zero3File", SampleCheckpoints::zero3File),
            Map.entry("optimizerFile", SampleCheckpoints::optimizerFile),
            Map.entry("satWithEma", folder -> sat(folder).getParent()),
            Map.entry("satEma", folder -> sat(folder).resolveSibling("1000-ema")),
            Map.entry("latestLeadsOut", SampleCheckpoints::latestLeadsOut),
            Map.entry("comfyUiFile", SampleCheckpoints::comfyUiFile),
            Map.entry("gguf2", folder -> gguf(2).write(folder.resolve("model.gguf"))),
            Map.entry("gguf3", folder -> gguf(3).write(folder.resolve("model.gguf"))),
            Map.entry("gguf1", folder -> gguf(1).write(folder.resolve("model.gguf"))),
            Map.entry("ggufBigEndian", folder -> new GgufFile().start(3 << 24, 0, 0).write(folder.resolve("model.gguf"))),
            Map.entry("ggufManyTensors", folder -> new GgufFile().start(3, 1L << 40, 0).write(folder.resolve("model.gguf"))),
            Map.entry("ggufBeyondFile", folder -> oneTensor(0, 0, 100).write(folder.resolve("model.gguf"))),
            Map.entry("ggufHalfBlock", folder -> oneTensor(8, 0, 31).write(folder.resolve("model.gguf"))),
            Map.entry("ggufOverflow", folder -> oneTensor(0, 0, 1L << 40, 1L << 40).write(folder.resolve("model.gguf"))),
            Map.entry("ggufUnaligned", folder -> oneTensor(0, 7, 1).write(folder.resolve("model.gguf"))),
            Map.entry("binIndex", folder -> binIndex(folder, "pytorch_model-2.bin")),
            Map.entry("binIndexLeadsUp", folder -> binIndex(folder, "../pytorch_model-2.bin")),
            Map.entry("binIndexAbsolute", folder -> binIndex(folder, "/etc/passwd")),
            Map.entry("binIndexWithoutShard", folder -> binIndex(folder, "pytorch_model-3.bin")),
            Map.entry("huggingFaceRepository", folder -> repository(folder).getParent().getParent()),
            Map.entry("huggingFaceSnapshot", SampleCheckpoints::repository),
            Map.entry("huggingFaceCutOff", SampleCheckpoints::repositoryCutOff));

    private SampleCheckpoints() {}

    /** Makes the checkpoint of this name; the path to open. */
    static Path write(String generator, Path folder) throws IOException {
        return Objects.requireNonNull(GENERATORS.get(generator), generator).write(folder);
    }

    /** Names of all generators. */
    static Set<String> names() {
        return GENERATORS.keySet();
    }

    @FunctionalInterface
    private interface Generator {

        Path write(Path folder) throws IOException;
    }

    private static Path legacy(Path file) throws IOException {
        PickleBuilder object = LegacyFile.tensor(PickleBuilder.start().raw('}', '(').text("short"), "ShortStorage", "k1", 3);
        object = LegacyFile.tensor(object.text("byte"), "ByteStorage", "k0", 2).raw('u');
        return LegacyFile.of(object, "k0", "k1").storage(2, (byte) 7, (byte) 8).storage(3, SIX_BYTES).write(file);
    }

    private static Path legacyCutOff(Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(legacy(folder.resolve("old.pt")));
        return Files.write(folder.resolve("old.pt"), Arrays.copyOf(whole, whole.length - 1));
    }

    private static Path zipBigEndian(Path folder) throws IOException {
        Path file = folder.resolve("big.pt");
        try (TorchFile torch = TorchFile.create(file)) {
            torch.stored("archive/data.pkl", weights(PickleBuilder.start().raw('}').text("w"), 3).raw('s').end());
            torch.stored("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII)).stored("archive/data/0", SIX_BYTES);
        }
        return file;
    }

    /** A folder of DeepSpeed with these files in its only iteration. */
    private static Path deepSpeed(Path folder, String... files) throws IOException {
        Path iteration = Files.createDirectories(folder.resolve("run/global_step7"));
        for (String file : files) {
            states(iteration.resolve(file));
        }
        Files.writeString(folder.resolve("run/latest"), "global_step7");
        Files.writeString(folder.resolve("run/zero_to_fp32.py"), "");
        return folder.resolve("run");
    }

    private static Path states(Path file) throws IOException {
        return TorchFile.write(
                file, weights(PickleBuilder.start().raw('}').text("module").raw('}').text("w"), 3).raw('s', 's').end(), SIX_BYTES);
    }

    private static PickleBuilder weights(PickleBuilder pickle, long elements) {
        return pickle.tensor("ShortStorage", "0", 0, new long[] {elements}, new long[] {1});
    }

    private static Path zero3File(Path folder) throws IOException {
        PickleBuilder pickle = weights(PickleBuilder.start().raw('}', '(').text("module").raw('}').text("w"), 0).raw('s');
        return TorchFile.write(folder.resolve(MODEL_STATES), pickle.text("param_shapes").raw(']', 'u').end(), SIX_BYTES);
    }

    private static Path optimizerFile(Path folder) throws IOException {
        PickleBuilder pickle = weights(PickleBuilder.start().raw('}').text("optimizer_state_dict").raw('}').text("exp_avg"), 3)
                .raw('s', 's');
        return TorchFile.write(folder.resolve("zero_pp_rank_0_mp_rank_00_optim_states.pt"), pickle.end(), SIX_BYTES);
    }

    /** The folder of the plain weights; the averaged ones lie beside. */
    private static Path sat(Path folder) throws IOException {
        for (String name : new String[] {"1000", "1000-ema"}) {
            states(Files.createDirectories(folder.resolve("run").resolve(name)).resolve(MODEL_STATES));
        }
        Files.writeString(folder.resolve("run/latest"), "1000");
        return folder.resolve("run/1000");
    }

    private static Path latestLeadsOut(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("latest"), "../../secret");
        return run;
    }

    private static Path comfyUiFile(Path folder) throws IOException {
        String header = "{\"model.diffusion_model.input_blocks.0.0.weight\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"first_stage_model.decoder.conv_in.weight\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                + "\"cond_stage_model.transformer.shared.weight\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[6,8]}}";
        return HeaderFile.write(folder.resolve("sd.safetensors"), header, 8);
    }

    private static GgufFile gguf(int version) {
        GgufFile file = new GgufFile().start(version, 2, 1).value("general.architecture", "wan");
        return file.tensor("blocks.0.weight", 12, 0, 256, 2).tensor("blocks.0.bias", 1, 288, 4).align(32).raw(new byte[288])
                .raw(new byte[8]);
    }

    private static GgufFile oneTensor(int type, long offset, long... sizes) {
        return new GgufFile().start(3, 1, 0).tensor("w", type, offset, sizes).align(32);
    }

    private static Path binIndex(Path folder, String second) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        PickleBuilder bias = weights(PickleBuilder.start().raw('}').text("bias"), 3).raw('s');
        TorchFile.write(model.resolve("pytorch_model-1.bin"), weights(PickleBuilder.start().raw('}').text("weight"), 2).raw('s').end(),
                SIX_BYTES);
        TorchFile.write(model.resolve("pytorch_model-2.bin"), bias.end(), SIX_BYTES);
        TorchFile.write(folder.resolve("pytorch_model-2.bin"), bias.end(), SIX_BYTES);
        return Files.writeString(
                model.resolve("pytorch_model.bin.index.json"),
                "{\"metadata\":{},\"weight_map\":{\"weight\":\"pytorch_model-1.bin\",\"bias\":\"" + second + "\"}}");
    }

    /** A snapshot with one adapter; where links can be made, a link into the blobs. */
    private static Path repository(Path folder) throws IOException {
        Path repository = folder.resolve("models--org--style");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots/0123abcd"));
        String header = "{\"transformer.a.lora_A.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        Path blob = HeaderFile.write(Files.createDirectories(repository.resolve("blobs")).resolve("77"), header, 8);
        try {
            Files.createSymbolicLink(snapshot.resolve("pytorch_lora_weights.safetensors"), Path.of("../../blobs/77"));
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(blob, snapshot.resolve("pytorch_lora_weights.safetensors"));
        }
        Files.writeString(Files.createDirectories(repository.resolve("refs")).resolve("main"), "0123abcd");
        return snapshot;
    }

    private static Path repositoryCutOff(Path folder) throws IOException {
        Path repository = folder.resolve("models--org--cut");
        Files.createDirectories(repository.resolve("snapshots"));
        Files.createDirectories(repository.resolve("blobs"));
        return repository;
    }
}
