package dev.patchbay.loader;

import java.util.Locale;

/** A program that loads adapters, whose loader is modelled. Its printed form is {@code diffusers}, {@code peft}, {@code comfyui}. */
public enum Consumer {
    /** {@code pipe.load_lora_weights}. */
    DIFFUSERS("diffusers", "0.40"),
    /** {@code PeftModel.from_pretrained}. */
    PEFT("PEFT", "0.21"),
    /** The node “Load LoRA”. */
    COMFYUI("ComfyUI", "0.8");

    private final String title;
    private final String version;

    Consumer(String title, String version) {
        this.title = title;
        this.version = version;
    }

    /** As people write it: {@code ComfyUI}. */
    public String title() {
        return title;
    }

    /** Of the source that the model of its loader was made from. */
    public String version() {
        return version;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
