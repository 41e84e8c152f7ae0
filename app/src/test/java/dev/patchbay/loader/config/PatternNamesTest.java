package dev.patchbay.loader.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatternNamesTest {

    @Test
    void aNameThatIsTheEndOfAnotherIsTiedToTheStart() {
        PatternNames names = PatternNames.of(List.of("time.linear_1", "embedder.time.linear_1"));

        assertThat(names.key("time.linear_1")).isEqualTo("^time.linear_1");
        assertThat(names.key("embedder.time.linear_1")).isEqualTo("embedder.time.linear_1");
    }

    @Test
    void aNameThatMeansOneModuleStaysAsItIs() {
        assertThat(PatternNames.of(List.of("a.b", "xa.b")).key("a.b")).isEqualTo("a.b");
    }
}
