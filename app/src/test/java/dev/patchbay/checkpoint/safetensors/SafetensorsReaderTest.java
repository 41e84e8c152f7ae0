package dev.patchbay.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsReaderTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    @Test
    void readsWhatTheReferenceImplementationWrote() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(REFERENCE.resolve("sat-lora-exported.safetensors"))) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.SAFETENSORS);
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SINGLE_FILE);
            assertThat(checkpoint.metadata()).containsEntry("format", "pt").hasSize(1);
            assertThat(checkpoint.warnings()).isEmpty();
            assertThat(checkpoint.tensors()).hasSize(240);
            StoredTensor first = checkpoint.tensors().values().iterator().next();
            assertThat(first.info().name()).isEqualTo("transformer.transformer_blocks.0.attn1.to_k.lora_A.weight");
            assertThat(first.info().dtype()).isEqualTo(DType.F32);
            assertThat(first.info().shape()).isEqualTo(Shape.of(4, 32));
            assertThat(first.location()).isEqualTo("sat-lora-exported.safetensors, bytes 29288–29800");
            assertThat(first.data().toFloats()).hasSize(128).doesNotContain(Float.NaN);
        }
    }

    @Test
    void theSuffixDoesNotMatter(@TempDir Path folder) throws IOException {
        Path renamed = Files.copy(REFERENCE.resolve("golden.safetensors"), folder.resolve("golden.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(renamed)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.SAFETENSORS);
        }
    }

    @Test
    void openingNeverTouchesTensorBytes(@TempDir Path folder) throws IOException {
        long bytes = 64L << 30;
        String header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[" + bytes + "],\"data_offsets\":[0," + bytes + "]}}";
        Path file = HeaderFile.write(folder.resolve("sparse.safetensors"), header, 0);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Long.BYTES + header.length() + bytes);
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            assertThat(checkpoint.infos()).singleElement().satisfies(info -> assertThat(info.bytes()).isEqualTo(bytes));
        }
    }

    @Test
    void valuesAreNotReadAfterClosing() throws IOException {
        Checkpoint checkpoint = TestOpener.OPENER.open(REFERENCE.resolve("golden.safetensors"));
        StoredTensor tensor = checkpoint.tensors().values().iterator().next();
        checkpoint.close();
        assertThatThrownBy(() -> tensor.data().toFloats())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(checkpoint.path() + ": the checkpoint was closed before its values were read.");
    }

    @Test
    void theConfigurationBesideAnAdapterComesWithIt(@TempDir Path folder) throws IOException {
        Path weights = Files.copy(REFERENCE.resolve("golden.safetensors"), folder.resolve("adapter_model.safetensors"));
        Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 4}");
        Path other = Files.copy(REFERENCE.resolve("golden.safetensors"), folder.resolve("other.safetensors"));
        try (Checkpoint adapter = TestOpener.OPENER.open(weights);
                Checkpoint lone = TestOpener.OPENER.open(other)) {
            assertThat(adapter.companions()).containsExactlyEntriesOf(Map.of("adapter_config.json", "{\"r\": 4}"));
            assertThat(lone.companions()).isEmpty();
        }
    }

    @Test
    void aConfigurationThatCannotBeReadIsAWarning(@TempDir Path folder) throws IOException {
        Path weights = Files.copy(REFERENCE.resolve("golden.safetensors"), folder.resolve("adapter_model.safetensors"));
        Path config = Files.write(folder.resolve("adapter_config.json"), new byte[(1 << 20) + 1]);
        try (Checkpoint adapter = TestOpener.OPENER.open(weights)) {
            assertThat(adapter.companions()).isEmpty();
            assertThat(adapter.warnings())
                    .singleElement()
                    .hasToString(config + ": this file is longer than 1048576 bytes or is not UTF-8 text; it was left aside.");
        }
    }
}
