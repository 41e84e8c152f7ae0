package dev.patchbay.part;

/**
 * A word that a program leaves in the names of a model's tensors because it keeps the model as an attribute of an object of its own:
 * PyTorch 2's compiled and sharded modules, trainers that save such an object's state dict as it is.
 */
public enum Wrapper {
    COMPILED("_orig_mod", "torch.compile", true),
    SHARDED("_fsdp_wrapped_module", "FSDP", true),
    CHECKPOINTED("_checkpoint_wrapped_module", "PyTorch's activation checkpointing", true),
    FORWARDED("_forward_module", "Lightning Fabric", true),
    PARALLEL("module", "DataParallel, DistributedDataParallel or DeepSpeed", false),
    PIPELINE("pipe", "DiffSynth-Studio", false),
    TRANSFORMER("dit", "DiffSynth-Studio", false),
    NETWORK("net", "Cosmos", false),
    MODEL("model", "a Lightning module", false);

    private final String word;
    private final String program;
    private final boolean inside;

    Wrapper(String word, String program, boolean inside) {
        this.word = word;
        this.program = program;
        this.inside = inside;
    }

    /** The segment of the name: {@code _orig_mod}. */
    public String word() {
        return word;
    }

    /** Who leaves it there, as people know it. */
    public String program() {
        return program;
    }

    /** True for a word that is no layer's name in any model, wherever it stands; the others are one only before the model's names. */
    boolean isAnywhere() {
        return inside;
    }
}
