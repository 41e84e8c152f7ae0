package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.wan.WanReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A tiny Wan from the command line: adapters for both experts or for one, and what the name of an adapter says of a run. */
@Tag("torch")
class WanPreviewTest extends CommandsInFolder {

    private int preview(WanReference model, String... more) {
        return run(Stream.concat(
                Stream.of(
                        "preview", "--model", model.folder().toString(), "--prompt", WanReference.PROMPT, "--frames", "5", "--height", "32",
                        "--width", "48", "--device", "cpu", "--dtype", "f32", "--json"),
                Stream.of(more)).toArray(String[]::new));
    }

    private String copy(WanReference model, String adapter, String name) throws IOException {
        return Files.copy(model.folder().resolve(adapter), Path.of(file(name))).toString();
    }

    @Test
    void theNameOfAnAdapterForFewStepsSaysWhichSettingsSuitIt() throws IOException {
        try (WanReference model = new WanReference("wan2.1-t2v-1.3b")) {
            String adapter = copy(model, "lora-style-1.safetensors", "Wan21_lightx2v_4steps_rank4.safetensors");
            assertThat(preview(model, "--adapter", adapter, "--out", file("a.mp4"), "--plan")).isZero();
            assertThat(json().path("warnings").valueStream().map(JsonNode::asString).toList()).containsExactly(
                    "The name of Wan21_lightx2v_4steps_rank4.safetensors says that it was made for few steps: "
                            + "--steps 4 --guidance 1 --shift 5 suit it.");
            assertThat(preview(
                    model, "--adapter", adapter, "--out", file("a.mp4"), "--plan",
                    "--steps", "4", "--guidance", "1", "--shift", "5")).isZero();
            assertThat(json().path("warnings")).isEmpty();
        }
    }

    @Test
    void anExpertHasItsOwnAdapterAndGuidance() throws IOException {
        try (WanReference model = new WanReference("wan2.2-t2v-a14b")) {
            List<String> both = List.of("--adapter-high", copy(model, "lora-style-1.safetensors", "style_high.safetensors"),
                    "--adapter-low", copy(model, "lora-style-2.safetensors", "style_low.safetensors"));
            List<String> words = Stream.concat(
                    both.stream(), Stream.of("--steps", "4", "--guidance-2", "3", "--out", file("a.mp4"))).toList();
            assertThat(preview(model, words.toArray(String[]::new))).isZero();
            assertThat(json().path("clips").get(0).path("strengths")).hasSize(2);
            assertThat(Path.of(file("a.mp4"))).isNotEmptyFile();
        }
    }
}
