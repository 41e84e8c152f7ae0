package dev.patchbay.basemodel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.ArchitectureIndexCodec;
import dev.patchbay.basemodel.index.KindSpan;
import dev.patchbay.basemodel.index.NameKind;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The index of all modules by kind of name, and the file that the build makes of it. */
class KnownKindsTest {

    private static final ArchitectureIndex INDEX = KnownKinds.index();

    static List<Architecture> architectures() {
        return ModelCatalog.architectures();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyModuleIsFoundByItsOwnNameWithItsWeightAndNoOther(Architecture architecture) {
        for (ModuleInfo module : new ModuleDictionary("any", architecture.tensors()).modules()) {
            NameKind kind = NameKind.of(module.name());
            assertThat(weights(architecture, kind, true)).as(module.name()).containsExactly(module.weight());
            assertThat(NameKind.of(module.name().replace('.', '_') + "_")).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyModuleIsFoundByEachForeignName(Architecture architecture) {
        ModuleDictionary dictionary = new ModuleDictionary(architecture.component(), architecture.tensors());
        for (NativeModule module : NativeNames.of(architecture.family(), dictionary).modules()) {
            assertThat(weights(architecture, NameKind.of(module.name()), false)).as(module.name()).contains(module.weight());
        }
    }

    private static List<Shape> weights(Architecture architecture, NameKind kind, boolean own) {
        int position = KnownKinds.positions().get(architecture.name());
        return INDEX.spans(kind.text()).stream()
                .filter(span -> span.architecture() == position && span.isOwn() == own && span.has(kind.numbers()))
                .map(KindSpan::weight)
                .toList();
    }

    @Test
    void aBlockThatAModelDoesNotHaveIsNotThere() {
        Architecture cogvideox = ModelCatalog.architecture("cogvideox-2b");

        assertThat(weights(cogvideox, NameKind.of("transformer_blocks.29.attn1.to_q"), true)).containsExactly(Shape.of(1920, 1920));
        assertThat(weights(cogvideox, NameKind.of("transformer_blocks.30.attn1.to_q"), true)).isEmpty();
        assertThat(INDEX.blocks(KnownKinds.positions().get("cogvideox-2b"), "transformer blocks {}")).isEqualTo(30);
    }

    @Test
    void theFileHoldsTheWholeIndexAndIsSmall(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("dev/patchbay/basemodel/catalog/kinds.bin");
        Files.createDirectories(file.getParent());

        KnownKinds.main(new String[] {folder.toString()});

        assertThat(ArchitectureIndexCodec.read(Files.readAllBytes(file))).isEqualTo(INDEX);
        assertThat(Files.size(file)).isLessThan(500_000);
        assertThatThrownBy(() -> ArchitectureIndexCodec.read(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }

    /** Under Maven, which makes the file; a compiler alone does not. */
    @Test
    @EnabledIfSystemProperty(named = "patchbay.built", matches = "true")
    void theBuiltProgramHasTheFileAndItIsOfTheseDictionaries() {
        byte[] built = Resources.bytes(ModelCatalog.class, KnownKinds.FILE).orElseThrow();

        assertThat(ArchitectureIndexCodec.read(built)).isEqualTo(KnownKinds.make());
    }
}
