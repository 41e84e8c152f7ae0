package dev.patchbay.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.DropRule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.RuleSetTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFolderTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryRuleFileAndSaysWhichItSkips() throws IOException {
        RuleSet mine = new RuleSet("mine", "", "", "", RuleSet.of(List.of(new DropRule(RuleSetTest.pattern("a")))).entries());
        Files.writeString(folder.resolve("b.json"), RuleSetCodec.write(mine));
        Files.writeString(folder.resolve("a.json"), "{}");
        Files.writeString(folder.resolve("notes.txt"), "not looked at");
        RuleFolder read = RuleFolder.read(folder);
        assertThat(read.sets()).containsExactly(mine);
        assertThat(read.problems()).singleElement().satisfies(problem -> assertThat(problem.text(Locale.ENGLISH))
                .isEqualTo(folder.resolve("a.json")
                        + ": This is no rule file: it should be a JSON object with \"patchbay\": 1 and a list \"rules\"."));
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        assertThat(RuleFolder.read(folder.resolve("none"))).isEqualTo(new RuleFolder(List.of(), List.of()));
    }

    @Test
    void aFolderInPlaceOfAFileIsSkippedWithASentence() throws IOException {
        Files.createDirectory(folder.resolve("x.json"));
        assertThat(RuleFolder.read(folder).problems()).hasSize(1);
    }
}
