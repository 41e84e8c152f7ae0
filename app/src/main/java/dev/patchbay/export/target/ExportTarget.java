package dev.patchbay.export.target;

import java.util.Locale;

/** Whose names an export writes. */
public enum ExportTarget {
    /** {@code transformer.….lora_A.weight}; full models as diffusers keeps them. */
    DIFFUSERS("diffusers"),
    /** A folder with {@code adapter_config.json}. */
    PEFT("PEFT"),
    /** {@code diffusion_model.} and the model's own names, with alpha tensors. */
    COMFYUI("ComfyUI"),
    /** Flattened names, with alpha tensors. */
    KOHYA("kohya"),
    /** SwissArmyTransformer: {@code ….matrix_A.0}. */
    SAT("SAT");

    private final String label;

    ExportTarget(String label) {
        this.label = label;
    }

    /** As people write it. */
    public String label() {
        return label;
    }

    /** As the command line writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
