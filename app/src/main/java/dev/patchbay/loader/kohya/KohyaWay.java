package dev.patchbay.loader.kohya;

/** What a script of kohya's does with the tensors of a file once it has read them. */
enum KohyaWay {
    /**
     * A network is built of the {@code lora_down} of the file and filled by {@code load_state_dict(strict=True)}: a tensor that it has no
     * place for, or a half that is missing, stops the program.
     */
    STRICT,
    /** The same with {@code strict=False}: what has no place is passed over, an up matrix that is missing stays zero. */
    LENIENT,
    /** The network is added to the weights one module at a time ({@code merge_to}): a half that is missing stops the program. */
    MERGED,
    /**
     * Each weight of the model is read and looks for its own name in the file ({@code load_safetensors_with_lora_and_fp8}): what is not
     * found or not complete is passed over with a warning.
     */
    BY_WEIGHT;

    /** True if layers are found by the file's {@code lora_down} among those that the network covers. */
    boolean buildsNetwork() {
        return this != BY_WEIGHT;
    }
}
