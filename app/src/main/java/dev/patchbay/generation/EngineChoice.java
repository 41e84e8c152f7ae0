package dev.patchbay.generation;

/**
 * What the user selected about the engine: where it computes, and with which numbers.
 *
 * @param device where
 * @param dtype element type of the arithmetic
 */
public record EngineChoice(DeviceChoice device, DTypeChoice dtype) {

    /** On this device, with the element type that suits it and the model. */
    public static EngineChoice on(DeviceChoice device) {
        return new EngineChoice(device, DTypeChoice.AUTO);
    }
}
