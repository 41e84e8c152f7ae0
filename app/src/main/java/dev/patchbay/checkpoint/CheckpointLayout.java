package dev.patchbay.checkpoint;

/** How a checkpoint is laid out in files. */
public enum CheckpointLayout {
    /** One file. */
    SINGLE_FILE,
    /**
     * One file with a whole pipeline, as ComfyUI and earlier programs keep it: {@code model.diffusion_model.},
     * {@code first_stage_model.}, …
     */
    COMFYUI_FILE,
    /** An index file and its shards. */
    SHARDED,
    /** A diffusers model folder: {@code config.json} beside weights. */
    MODEL_FOLDER,
    /** A diffusers pipeline folder: {@code model_index.json} above model folders; names start with the component. */
    PIPELINE_FOLDER,
    /** A PEFT folder: {@code adapter_config.json} beside {@code adapter_model.*}. */
    PEFT_FOLDER,
    /** A SwissArmyTransformer folder: {@code latest} names the iteration. */
    SAT_FOLDER,
    /** A DeepSpeed folder, written directly or through accelerate. */
    DEEPSPEED_FOLDER,
    /** A folder with one weights file and no configuration. */
    WEIGHTS_FOLDER
}
