package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.file.RuleFolder;
import dev.patchbay.mapping.file.RuleShelf;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that only a person's own rule file knows are offered to be mended by it, as soon as the file is there. */
class OwnRulesTest {

    private static final String RULES =
            """
            {"patchbay": 1, "name": "House style", "rules": [
              {"rename": "net/{i}/query/{half:down=A,up=B}", "to": "transformer.transformer_blocks.{i}.attn1.to_q.lora_{half}.weight"}
            ]}
            """;

    @TempDir
    private Path folder;

    private static Checkpoint adapter() {
        SyntheticCheckpoint adapter = new SyntheticCheckpoint();
        for (int block = 0; block < 3; block++) {
            adapter.tensor("net/" + block + "/query/down", 4, 1920).tensor("net/" + block + "/query/up", 1920, 4);
        }
        return adapter.build();
    }

    private List<String> fixes(Workspace workspace) {
        return workspace.analysis().orElseThrow().report().orElseThrow().problems().stream()
                .map(Problem::fixes)
                .flatMap(List::stream)
                .map(QuickFix::label)
                .map(Message::text)
                .toList();
    }

    @Test
    void aRuleFileOfAPersonsOwnMendsNamesThatNobodyElseKnows() throws IOException {
        Workspace workspace = new Workspace(QueuedExecutor.immediate(), new RuleShelf(folder));
        workspace.change(
                Message.of("ui.step.demo"), state -> state.with(adapter()).with(ModelCatalog.find("cogvideox-2b").orElseThrow()));
        assertThat(fixes(workspace)).noneMatch(label -> label.contains("House style"));

        Files.writeString(folder.resolve("house.json"), RULES);
        workspace.change(Message.of("ui.step.demo"), state -> state.with(adapter()));
        assertThat(fixes(workspace)).anyMatch(label -> label.contains("your rules “House style”"));
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheOthersStillCount() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{\"patchbay\": 1, \"rules\": [");
        Files.writeString(folder.resolve("house.json"), RULES);
        Workspace workspace = new Workspace(QueuedExecutor.immediate(), new RuleShelf(folder));
        workspace.change(
                Message.of("ui.step.demo"), state -> state.with(adapter()).with(ModelCatalog.find("cogvideox-2b").orElseThrow()));
        assertThat(workspace.ownRules().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("broken.json"));
        assertThat(fixes(workspace)).anyMatch(label -> label.contains("House style"));
    }

    @Test
    void theFolderIsReadAgainOnlyWhenAFileOfItChanged() throws IOException {
        RuleShelf shelf = new RuleShelf(folder.resolve("rules"));
        assertThat(shelf.get()).isSameAs(RuleFolder.NONE);
        Files.createDirectory(folder.resolve("rules"));
        Path file = Files.writeString(folder.resolve("rules/house.json"), RULES);
        RuleFolder first = shelf.get();
        assertThat(first.sets()).hasSize(1);
        assertThat(shelf.get()).isSameAs(first);
        Files.writeString(file, RULES.replace("House style", "House style 2"));
        assertThat(shelf.get().sets()).singleElement().satisfies(rules -> assertThat(rules.name()).isEqualTo("House style 2"));
        Files.delete(file);
        assertThat(shelf.get().sets()).isEmpty();
    }
}
