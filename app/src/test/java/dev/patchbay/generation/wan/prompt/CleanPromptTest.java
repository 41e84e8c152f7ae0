package dev.patchbay.generation.wan.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against what ftfy 6.3.1, Python's html module and a regular expression make of the same texts, as in diffusers' Wan pipelines. */
class CleanPromptTest {

    private static JsonNode texts() throws IOException {
        try (InputStream in = new GZIPInputStream(CleanPromptTest.class.getResourceAsStream("/reference/prompts.json.gz"))) {
            return JsonMapper.builder().build().readTree(in.readAllBytes());
        }
    }

    @Test
    void promptsAreCleanedAsInThePipelines() throws IOException {
        JsonNode texts = texts();
        assertThat(texts.size()).isGreaterThan(700);
        List<String> different = new ArrayList<>();
        for (JsonNode each : texts) {
            String found = CleanPrompt.of(each.get(0).stringValue());
            if (!found.equals(each.get(1).stringValue())) {
                different.add(found);
            }
        }
        // Known: in a text that is mended in parts, ftfy leaves parts that could be meant.
        assertThat(different).containsExactlyInAnyOrder("Zoë's Ångström film", "Zoë's œuvre film", "A café with â\"¢");
    }
}
