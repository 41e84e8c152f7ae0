package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.mapping.BuiltInRules;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleChoiceTest {

    private static final CliServices PARTS = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    @Test
    void aSatFileGetsTheSatRules() throws Exception {
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter())) {
            assertThat(RuleChoice.choose(sat, Optional.empty()).source()).isEqualTo("sat");
        }
    }

    @Test
    void ownRulesComeBeforeBuiltInOnesThatAreAsGood() throws Exception {
        RuleSet builtIn = BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
        RuleSet own = new RuleSet("mine", "", "", "", builtIn.entries());
        RuleSet useless = new RuleSet("useless", "", "", "", List.of());
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter())) {
            assertThat(RuleChoice.choose(sat, Optional.empty(), List.of(useless, own))).isEqualTo(own);
        }
    }

    @Test
    void flattenedNamesAreLookedUpInTheBase() throws Exception {
        String pipeline = PARTS.demo().unpack().pipeline().toString();
        try (Checkpoint kohya = PARTS.opener().open(kohya())) {
            Optional<BaseModel> base = Optional.of(PARTS.bases().resolve(pipeline));
            RuleSet rules = RuleChoice.choose(kohya, base);
            assertThat(rules.apply(kohya.infos(), base.get()::unflatten).tensors())
                    .hasSize(48)
                    .allMatch(tensor -> tensor.name().matches("transformer\\.transformer_blocks\\.\\d\\.attn1\\.to_(q|k|v|out\\.0)\\.lora_[AB]\\.weight"));
            assertThat(RuleChoice.choose(kohya, Optional.empty())).isEqualTo(RuleSet.EMPTY);
        }
    }

    /** The demo's adapter as kohya's trainer would have named it. */
    private Path kohya() throws IOException {
        Path file = folder.resolve("kohya.safetensors");
        try (Checkpoint sat = PARTS.opener().open(PARTS.demo().unpack().brokenAdapter());
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            RuleChoice.choose(sat, Optional.empty()).apply(sat.infos()).tensors().forEach(mapped -> tensors.put(
                    flat(mapped.name()), sat.tensor(mapped.source()).orElseThrow().data()));
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }

    private static String flat(String name) {
        String module = name.replaceFirst("^transformer\\.", "").replaceFirst("\\.lora_[AB]\\.weight$", "");
        return "lora_unet_" + module.replace('.', '_') + (name.contains("lora_A") ? ".lora_down.weight" : ".lora_up.weight");
    }
}
