package dev.patchbay.loader.diffusers;

/** One step of a converter: a few lines of a function of {@code lora_conversion_utils.py}. */
interface ConversionStep {

    /** @throws LoaderStop where the function raises an error */
    void run(Conversion state) throws LoaderStop;
}
