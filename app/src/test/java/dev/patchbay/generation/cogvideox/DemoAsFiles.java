package dev.patchbay.generation.cogvideox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The demo's model as files of SAT and ComfyUI, each in a folder of its own so that none is found beside another.
 *
 * @param pipeline the same as a folder
 * @param tokenizer a {@code spiece.model}
 */
public record DemoAsFiles(Path folder, Path pipeline, Path transformer, Path textEncoder, Path vae, Path tokenizer) {

    private static final Path DEMO = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    /** Writes them. */
    public static DemoAsFiles in(Path folder) throws IOException {
        Path spiece = Files.createDirectories(folder.resolve("a/tokens")).resolve("spiece.model");
        Files.copy(DEMO.resolve("tokenizer/spiece.model"), spiece);
        Files.copy(DEMO.resolve("tokenizer/added_tokens.json"), spiece.resolveSibling("added_tokens.json"));
        return new DemoAsFiles(
                folder,
                DEMO,
                forms(folder, "b/sat").satTransformer(),
                forms(folder, "c/t5").wrapped("t5.safetensors", "", "text_encoder"),
                forms(folder, "d/vae").satVae(),
                spiece);
    }

    private static SingleFileForms forms(Path folder, String name) throws IOException {
        return new SingleFileForms(DEMO, Files.createDirectories(folder.resolve(name)));
    }
}
