package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserModelsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("names")
    void whatIsAddedIsFoundAgainWithEveryTensorOfEveryComponent(String name) throws Exception {
        BaseModel model = ModelCatalog.find(name).orElseThrow();
        UserModels users = UserModels.in(folder.resolve("models"));

        Path file = users.add(model, "my-" + name, false);

        BaseModel again = users.find("my-" + name).orElseThrow();
        assertThat(again.family()).isEqualTo(model.family());
        assertThat(again.components()).extracting(ModuleDictionary::component)
                .containsExactlyElementsOf(model.components().stream().map(ModuleDictionary::component).toList());
        for (ModuleDictionary component : model.components()) {
            assertThat(again.component(component.component()).orElseThrow().tensors()).isEqualTo(component.tensors());
        }
        assertThat(Files.size(file)).isLessThan(500_000);
    }

    static List<String> names() {
        return ModelCatalog.names();
    }

    @Test
    void numbersWithGapsAndZerosAreWrittenOut() throws Exception {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        for (String name : List.of(
                "a.0.w.weight", "a.1.w.weight", "a.3.w.weight", "b.00.weight", "b.1.weight", "c.0.1.weight", "c.1.0.weight", "d")) {
            tensors.put(name, Shape.of(2, 2));
        }
        tensors.put("a.4.w.weight", Shape.of(3, 3));
        tensors.put("scalar", Shape.SCALAR);
        BaseModel model = new BaseModel("x", "unknown", List.of(new ModuleDictionary("transformer", tensors)), Optional.empty());

        UserModels.in(folder).add(model, "gaps", false);

        assertThat(UserModels.in(folder).find("gaps").orElseThrow().main().tensors()).isEqualTo(tensors);
    }

    @Test
    void aNameOfYourOwnIsABaseAndIsListedWhereNamesAre() throws Exception {
        UserModels users = UserModels.in(folder);
        users.add(ModelCatalog.find("cogvideox-2b").orElseThrow(), "my-2b", false);
        BaseModels bases = new BaseModels(TestOpener.OPENER, users);

        assertThat(bases.resolve("my-2b").family()).isEqualTo("cogvideox");
        assertThatThrownBy(() -> bases.resolve("my-3b")).hasMessageContaining("the nearest are my-2b, and");
    }

    @Test
    void aNameThatIsTakenIsReplacedOnlyWhenAsked() throws Exception {
        UserModels users = UserModels.in(folder);
        BaseModel small = ModelCatalog.find("cogvideox-2b").orElseThrow();
        users.add(small, "mine", false);

        assertThatThrownBy(() -> users.add(small, "mine", false))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("mine: a base model of this name is described in " + folder.resolve("mine.json")
                        + " already; take another name, or say --overwrite.");
        users.add(ModelCatalog.find("cogvideox-5b").orElseThrow(), "mine", true);
        assertThat(users.find("mine").orElseThrow().main().modules().getFirst().weight().size(0)).isEqualTo(3072);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("mine.json"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "-x", "a b", "x\\y", ".hidden"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> UserModels.in(folder).add(ModelCatalog.find("cogvideox-2b").orElseThrow(), name, false))
                .hasMessageContaining("this is no name for a base model");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBuiltInNameIsRefused() {
        assertThatThrownBy(() -> UserModels.in(folder).add(ModelCatalog.find("cogvideox-2b").orElseThrow(), "cogvideox-5b", true))
                .hasMessage("cogvideox-5b: a base model of this name comes with Patchbay; take another name.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                                                        | is not JSON
            []                                                                                                       | “tensors” is missing
            {"name": "x", "family": "f", "component": "t", "tensors": {}}                                            | “tensors” is missing
            {"family": "f", "component": "t", "tensors": {"a.weight": {"shape": [1]}}}                               | “name” is missing
            {"name": "x", "family": 3, "component": "t", "tensors": {"a.weight": {"shape": [1]}}}                    | “family” is missing
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.weight": 3}}                               | entry “a.weight”
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.weight": {"shape": [-1]}}}                 | entry “a.weight”
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.weight": {"shape": [1.5]}}}                | entry “a.weight”
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.weight": {"shape": ["1"]}}}                | entry “a.weight”
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.{}.w": {"shape": [1]}}}                    | entry “a.{}.w”
            {"name": "x", "family": "f", "component": "t", "tensors": {"a.w": {"shape": [1], "index": [[0, 1]]}}}    | entry “a.w”
            {"name": "x", "family": "f", "component": "t", "tensors": {"{}": {"shape": [1], "index": [[0, 9e15]]}}}  | entry “{}”
            {"name": "x", "family": "f", "component": "t", "tensors": {"{}{}": {"shape": [1], "index": [[0, 99999], [0, 99999]]}}} | more \
            than
            {"name": "x", "family": "f", "component": "t", "tensors": {"a": {"shape": []}}, "components": {"vae": "no-such"}} | no \
            architecture
            """)
    void aBrokenFileIsASentenceAndTheOthersAreStillThere(String json, String sentence) throws Exception {
        UserModels.in(folder).add(ModelCatalog.find("cogvideox-2b").orElseThrow(), "good", false);
        Path broken = Files.writeString(folder.resolve("broken.json"), json);

        UserModels.FoundModels found = UserModels.in(folder).all();

        assertThat(found.models()).extracting(user -> user.model().name()).containsExactly("good");
        assertThat(found.warnings()).extracting(Message::toString).singleElement().asString().startsWith(broken.toString())
                .contains(sentence);
    }

    @Test
    void aNameThatIsThereTwiceIsTheFirstFiles() throws Exception {
        Path first = UserModels.in(folder).add(ModelCatalog.find("cogvideox-2b").orElseThrow(), "mine", false);
        Path second = Files.copy(first, folder.resolve("z.json"));

        UserModels.FoundModels found = UserModels.in(folder).all();

        assertThat(found.models()).extracting(UserModel::file).containsExactly(first);
        assertThat(found.warnings()).extracting(Message::toString)
                .containsExactly(second
                        + ": there is another base model called mine already, so this file is passed over; give it another name.");
    }

    @Test
    void aFolderThatIsNotThereHoldsNone() {
        assertThat(UserModels.in(folder.resolve("no")).all().models()).isEmpty();
        assertThat(UserModels.NONE.all().models()).isEmpty();
    }
}
