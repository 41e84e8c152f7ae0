package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing and merging leave out what the base has no place for, and say so. */
class WhatTheBaseHasNoPlaceForTest extends CommandsOnMiniatures {

    private static final Map<String, Shape> LAIRS = Map.of(
            "lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(24, 8), "lair.2.net.weight", Shape.of(24, 8));

    private void assertOnlyTheFirstLairIsWritten() throws IOException {
        assertThat(json().at("/arrived/modules").asInt()).isLessThan(json().at("/arrived/of").asInt());
        assertThat(json().at("/warnings/0").asString()).contains("does not have them", "lair");
        assertThat(json().at("/warnings/1").asString()).contains("size does not fit", "lair", "24×8", "[12, 8]");
        assertThat(json().at("/dropped").size()).isEqualTo(6);
        assertThat(written()).hasSize(1);
        try (Checkpoint file = open(target())) {
            assertThat(file.tensors().keySet()).allMatch(name -> name.contains("lair.0.net") || name.contains("lair_0_net"));
        }
    }

    @ParameterizedTest
    @CsvSource({"DIFFUSERS", "KOHYA", "COMFYUI"})
    void aResizeLeavesOutWhatTheBaseHasNoPlaceFor(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(12, 8)));
        String adapter = adapter(convention, new Miniature(LAIRS).own());
        assertThat(run("resize", adapter, "--rank", "2", "--base", base, "--out", target(), "--json")).isZero();
        assertOnlyTheFirstLairIsWritten();
    }

    @ParameterizedTest
    @CsvSource({"DIFFUSERS", "KOHYA", "COMFYUI"})
    void aMergeLeavesOutWhatTheBaseHasNoPlaceFor(Convention convention) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(24, 8), "lair.1.net.weight", Shape.of(12, 8)));
        String adapter = adapter(convention, new Miniature(LAIRS).own());
        assertThat(run("merge", adapter, "--base", base, "--out", target(), "--json")).isZero();
        assertOnlyTheFirstLairIsWritten();
    }

    @ParameterizedTest
    @CsvSource({
        "resize, den.0.net, none of its 1 modules is in", "merge, den.0.net, None of the 1 modules", "resize, lair.0.net, in other sizes",
        "merge, lair.0.net, None of the 1 modules",
    })
    void whatHasNoPlaceAtAllIsRefused(String command, String inFile, String said) throws IOException {
        String base = base(Map.of("lair.0.net.weight", Shape.of(12, 8)));
        Map<String, Shape> one = Map.of(inFile + ".weight", Shape.of(24, 8));
        String adapter = adapter(Convention.DIFFUSERS, new Miniature(one).own());
        List<String> arguments = new ArrayList<>(List.of(command, adapter, "--base", base, "--out", target()));
        if (command.equals("resize")) {
            arguments.addAll(List.of("--rank", "2"));
        }
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
        assertThat(folder.resolve("out.safetensors")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"flux.1-dev, KOHYA, true", "wan2.1-t2v-1.3b, COMFYUI, true", "z-image, PEFT, false"})
    void whatFitsIsResizedWhole(String model, Convention convention, boolean authors) throws IOException {
        Miniature miniature = new Miniature(model);
        String adapter = adapter(convention, authors ? miniature.ofAuthors() : miniature.own());
        String base = base(miniature.tensors());
        assertThat(run("resize", adapter, "--rank", "2", "--base", base, "--out", target(), "--json")).isZero();
        try (Checkpoint before = open(adapter);
                Checkpoint after = open(target())) {
            assertThat(after.tensors().keySet()).isEqualTo(before.tensors().keySet());
        }
    }
}
