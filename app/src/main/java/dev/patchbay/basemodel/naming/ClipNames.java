package dev.patchbay.basemodel.naming;

/**
 * The releases of transformers that call the layers of a CLIP text encoder differently: {@code text_model.encoder.layers.0.mlp.fc1} up to
 * 4.x. In 5.x that of a {@code CLIPTextModel} is {@code encoder.layers.0.mlp.fc1}, that of a {@code CLIPTextModelWithProjection} stays.
 */
public enum ClipNames {
    TRANSFORMERS_4,
    TRANSFORMERS_5;

    /** The major version: {@code 5}. */
    public String version() {
        return name().substring(name().indexOf('_') + 1);
    }
}
