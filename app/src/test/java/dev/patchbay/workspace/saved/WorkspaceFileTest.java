package dev.patchbay.workspace.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFileTest {

    static final SavedPreview PREVIEW = new SavedPreview(
            "a red circle\n“quoted” 红色", "blur", Long.MAX_VALUE, false, 8, 9, 64, 96, 3.5, true, "ddim",
            Optional.of(SavedFile.of(Path.of("/models/cog.safetensors"))),
            Map.of("vae", SavedFile.of(Path.of("/models/vae.pt"))), Optional.empty(), 0.75, false,
            List.of(new SavedAdapter(SavedFile.of(Path.of("/loras/style.pt")), -0.5, false)), true, Map.of("later", List.of(1, 2)));

    @TempDir
    private Path folder;

    private final WorkspaceOpening opening = new WorkspaceOpening(new BaseModels(TestOpener.OPENER));

    static RuleSet rules() throws Exception {
        RuleSet rules = RuleSet.of(List.of(RuleLine.parse("rename a.{i:int}.b → c.{i+1}.b"), RuleLine.parse("drop **.freqs")));
        return rules.with(List.of(rules.entries().getFirst(), new RuleEntry(rules.entries().getLast().rule(), false)));
    }

    static SavedWorkspace everything() throws Exception {
        return new SavedWorkspace(
                Optional.of(SavedFile.of(Path.of("/loras/dance.pt"))),
                Optional.of(new SavedBase("cogvideox-2b", Optional.empty())),
                rules(),
                new Expectation(OptionalLong.of(8), OptionalDouble.of(4.5)),
                OptionalDouble.of(0.5),
                "comfyui",
                Optional.of(PREVIEW),
                Map.of("notes", Map.of("by", "ada")));
    }

    private Path written(SavedWorkspace workspace) throws IOException {
        Path file = folder.resolve("w.patchbay");
        WorkspaceFile.write(workspace, file);
        return file;
    }

    @Test
    void everythingComesBack() throws Exception {
        SavedWorkspace read = WorkspaceFile.read(written(everything()));
        assertThat(read).isEqualTo(everything().from(folder));
        assertThat(written(read)).hasSameTextualContentAs(written(everything()));
        assertThat(WorkspaceFile.read(written(SavedWorkspace.EMPTY))).isEqualTo(SavedWorkspace.EMPTY);
    }

    @Test
    void aFolderThatIsMovedAsAWholeStillOpens() throws Exception {
        DemoFiles demo = new Demo(folder.resolve("first")).unpack();
        SavedBase base = new SavedBase("demo", Optional.of(SavedFile.of(demo.pipeline())));
        SavedWorkspace workspace = SavedWorkspace.of(WorkspaceState.EMPTY)
                .withFiles(Optional.of(SavedFile.of(demo.brokenAdapter())), Optional.of(base));
        WorkspaceFile.write(workspace, folder.resolve("first/w.patchbay"));
        Files.move(folder.resolve("first"), folder.resolve("second"));
        OpenedWorkspace opened = opening.open(folder.resolve("second/w.patchbay"));
        assertThat(opened.missing()).isEmpty();
        assertThat(opened.state().checkpoint().orElseThrow().path()).startsWith(folder.resolve("second"));
        assertThat(opened.state().base().flatMap(BaseModel::folder).orElseThrow()).startsWith(folder.resolve("second"));
        opened.state().checkpoint().orElseThrow().close();
    }

    @Test
    void aWorkspaceThatIsMovedAwayFromItsFilesFindsThemWhereTheyWere() throws Exception {
        DemoFiles demo = new Demo(folder.resolve("files")).unpack();
        Files.createDirectories(folder.resolve("a"));
        WorkspaceFile.write(
                SavedWorkspace.EMPTY.withFiles(Optional.of(SavedFile.of(demo.brokenAdapter())), Optional.empty()),
                folder.resolve("a/w.patchbay"));
        Files.createDirectories(folder.resolve("other/place"));
        Path moved = Files.move(folder.resolve("a/w.patchbay"), folder.resolve("other/place/w.patchbay"));
        OpenedWorkspace opened = opening.open(moved);
        assertThat(opened.missing()).isEmpty();
        opened.state().checkpoint().orElseThrow().close();
    }

    @Test
    void theFilesOfAPreviewMoveWithTheWorkspace() throws Exception {
        Path first = Files.createDirectories(folder.resolve("one/models")).getParent();
        Path transformer = Files.createFile(first.resolve("models/transformer.gguf"));
        Path encoder = Files.createFile(first.resolve("models/t5.gguf"));
        SavedPreview preview = new SavedPreview(
                "", "", 1, true, 8, 9, 64, 64, 6, false, "", Optional.of(SavedFile.of(transformer)),
                Map.of("text_encoder", SavedFile.of(encoder)), Optional.empty(), 1, true,
                List.of(new SavedAdapter(SavedFile.of(encoder), 1, true)), false, Map.of());
        WorkspaceFile.write(SavedWorkspace.EMPTY.with(preview), first.resolve("w.patchbay"));
        Path second = Files.move(first, folder.resolve("two"));
        SavedPreview opened = opening.open(second.resolve("w.patchbay")).preview().orElseThrow();
        assertThat(opened.model().flatMap(SavedFile::asPath)).contains(second.resolve("models/transformer.gguf"));
        assertThat(opened.parts().get("text_encoder").asPath()).contains(second.resolve("models/t5.gguf"));
        assertThat(opened.adapters().getFirst().file().asPath()).contains(second.resolve("models/t5.gguf"));
    }

    @Test
    void whatIsMissingIsToldAndTheRestOpens() throws Exception {
        OpenedWorkspace opened = opening.open(written(everything()));
        assertThat(opened.state().checkpoint()).isEmpty();
        assertThat(opened.state().base()).map(BaseModel::name).contains("cogvideox-2b");
        assertThat(opened.state().rules()).isEqualTo(rules());
        assertThat(opened.state().program()).contains(Program.COMFYUI);
        assertThat(SavedWorkspace.of(opened.state()).program()).isEqualTo("comfyui");
        assertThat(opened.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.role()).isEqualTo(MissingFile.Role.ADAPTER);
            assertThat(missing.file().name()).isEqualTo("dance.pt");
            assertThat(missing.reason().text()).isEqualTo("/loras/dance.pt is not there");
        });
    }

    @Test
    void aBrokenAdapterIsOneThatIsMissing() throws Exception {
        Path broken = Files.writeString(folder.resolve("x.safetensors"), "{}");
        SavedBase unknown = new SavedBase("no-such", Optional.empty());
        OpenedWorkspace opened =
                opening.open(written(SavedWorkspace.EMPTY.withFiles(Optional.of(SavedFile.of(broken)), Optional.of(unknown))));
        assertThat(opened.missing()).extracting(MissingFile::role).containsExactly(MissingFile.Role.ADAPTER, MissingFile.Role.BASE);
        assertThat(opened.missing().getFirst().reason().text()).contains("x.safetensors");
        assertThat(opened.missing().getLast().reason().text()).contains("no-such");
    }

    @Test
    void fieldsOfALaterVersionAreKept() throws Exception {
        Path file = Files.writeString(folder.resolve("later.patchbay"), """
                {"patchbay-workspace": 1, "layout": {"left": 0.3}, "preview": {"prompt": "p", "grid": [1]}, "scale": 2}""");
        SavedWorkspace read = WorkspaceFile.read(file);
        assertThat(read.scale()).hasValue(2);
        WorkspaceFile.write(read.withFiles(Optional.of(SavedFile.of(Path.of("/x"))), Optional.empty()), file);
        assertThat(WorkspaceFile.read(file).others()).containsEntry("layout", Map.of("left", 0.3));
        assertThat(WorkspaceFile.read(file).preview().orElseThrow().others()).containsEntry("grid", List.of(1));
    }

    @Test
    void whatIsNoWorkspaceIsRefusedInASentence() throws IOException {
        assertThat(refused("{\"patchbay-workspace\": 2}")).contains("version 2", "newer Patchbay");
        assertThat(refused("{\"patchbay\": 1, \"rules\": []}")).contains("no workspace");
        assertThat(refused("[1]")).contains("no workspace");
        assertThat(refused("{\n\n\"patchbay-workspace\": 1,,}")).contains("no JSON (line 3)");
        assertThat(refused("")).contains("no workspace");
        assertThat(refused("{\"patchbay-workspace\": 1, \"rules\": {\"patchbay\": 1, \"rules\": [{\"renam\": \"x\"}]}}")).contains("ule 1");
    }

    private String refused(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.patchbay"), json);
        return Assertions.catchThrowableOfType(ExplainedException.class, () -> WorkspaceFile.read(file)).explanation().text();
    }

    @Test
    void oddValuesAreTheUsualOnes() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.patchbay"), """
                {"patchbay-workspace": 1, "adapter": 7, "base": [], "scale": "x", "expected": {"rank": 1.5, "alpha": null},
                 "program": {}, "preview": {"steps": "many", "seed": null, "width": -3}}""");
        SavedWorkspace read = WorkspaceFile.read(file);
        assertThat(read.adapter()).isEmpty();
        assertThat(read.base()).isEmpty();
        assertThat(read.scale()).isEmpty();
        assertThat(read.expectation()).isEqualTo(Expectation.NONE);
        assertThat(read.preview().orElseThrow().steps()).isEqualTo(30);
    }

    @Test
    void aNameWithoutAnEndGetsTheUsualOne() {
        assertThat(WorkspaceFile.withSuffix(Path.of("/a/dance"))).isEqualTo(Path.of("/a/dance.patchbay"));
        assertThat(WorkspaceFile.withSuffix(Path.of("/a/dance.json"))).isEqualTo(Path.of("/a/dance.json"));
        assertThat(WorkspaceFile.isNamedSo(Path.of("/a/DANCE.PATCHBAY"))).isTrue();
    }

    @Test
    void aNumberThatIsTooLargeIsNamedByItsField() {
        assertThatSentence("{\"patchbay-workspace\": 1, \"expected\": {\"rank\": 99999999999999999999}}")
                .isEqualTo("The number at “expected.rank” is larger than any that a workspace has");
    }

    private static AbstractStringAssert<?> assertThatSentence(String json) {
        WorkspaceFileException refused = Assertions.catchThrowableOfType(WorkspaceFileException.class, () -> WorkspaceCodec.read(json));
        return assertThat(refused == null ? "" : refused.explanation().toString());
    }
}
