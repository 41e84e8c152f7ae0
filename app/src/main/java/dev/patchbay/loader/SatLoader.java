package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SwissArmyTransformer: {@code ….query_key_value.matrix_A.0}. */
final class SatLoader implements Loader {

    private static final List<String> TORCH_SUFFIXES = List.of(".pt", ".pth", ".bin", ".ckpt");

    @Override
    public String title() {
        return "SAT";
    }

    @Override
    public boolean loads(Algorithm algorithm) {
        return algorithm == Algorithm.LORA;
    }

    @Override
    public boolean takes(AdapterModule module, Part part) {
        return part == Part.DOWN || part == Part.UP;
    }

    @Override
    public Optional<ProgramNames> names(String family) {
        return NamesJson.find(Program.SAT, family);
    }

    /** The number of the piece in a fused layer comes last. */
    @Override
    public String tensor(String module, Part part) {
        return Spelling.SAT.name(module, part);
    }

    @Override
    public ScaleWriting scale(ScaleChoice wish) {
        return ScaleWriting.FOLDED_TIMES_RANK;
    }

    @Override
    public ModelNames models() {
        return ModelNames.SAT;
    }

    @Override
    public String ending() {
        return ".pt";
    }

    /** A lone file, or a folder as SwissArmyTransformer finds it: the iteration that {@code latest} names. */
    @Override
    public FileLayout layout(String name, boolean adapter) {
        if (name.endsWith(".safetensors")) {
            return FileLayout.SAFETENSORS;
        }
        return TORCH_SUFFIXES.stream().anyMatch(name::endsWith)
                ? new FileLayout("", true, false, Map.of())
                : new FileLayout("1/mp_rank_00_model_states.pt", true, false, Map.of("latest", "1"));
    }

    @Override
    public Message format() {
        return Message.of("export.format.sat");
    }
}
