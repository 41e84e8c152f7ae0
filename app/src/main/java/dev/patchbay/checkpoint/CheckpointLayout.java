package dev.patchbay.checkpoint;

/** How the files of a checkpoint lie on the disk. */
public enum CheckpointLayout {
    /** One file. */
    SINGLE_FILE,
    /**
     * One file with all of a pipeline, as ComfyUI and its forerunners keep it: {@code model.diffusion_model.}, {@code first_stage_model.},
     * …
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
    /** A folder of DeepSpeed, alone or through accelerate. */
    DEEPSPEED_FOLDER,
    /** A folder with one file of weights and nothing that describes it. */
    WEIGHTS_FOLDER
}
