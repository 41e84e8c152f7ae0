package dev.patchbay.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRoundTripTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    @Property(tries = 200)
    void whatIsWrittenIsReadBack(@ForAll("tensors") Map<String, BytesData> tensors, @ForAll("texts") Map<String, String> metadata)
            throws IOException {
        Path file = Files.createTempFile("round-trip", ".safetensors");
        try {
            Files.write(file, written(tensors, metadata));
            try (Checkpoint read = TestOpener.OPENER.open(file)) {
                assertThat(read.metadata()).isEqualTo(metadata);
                assertThat(read.tensors()).containsOnlyKeys(tensors.keySet());
                for (StoredTensor tensor : read.tensors().values()) {
                    BytesData expected = tensors.get(tensor.info().name());
                    assertThat(tensor.info().dtype()).isEqualTo(expected.dtype());
                    assertThat(tensor.info().shape()).isEqualTo(expected.shape());
                    assertThat(bytes(tensor.data())).isEqualTo(expected.content());
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void rewritingAFileOfTheReferenceImplementationGivesTheSameBytes(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"sat-lora-exported.safetensors", "sat-full-expected.safetensors", "golden.safetensors"}) {
            Path original = REFERENCE.resolve(name);
            Path copy = folder.resolve(name);
            try (Checkpoint read = TestOpener.OPENER.open(original)) {
                Map<String, TensorData> tensors = new LinkedHashMap<>();
                read.tensors().forEach((key, tensor) -> tensors.put(key, tensor.data()));
                Files.write(copy, written(tensors, read.metadata()));
            }
            assertThat(copy).hasSameBinaryContentAs(original);
        }
    }

    private static byte[] written(Map<String, ? extends TensorData> tensors, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsWriter.write(tensors, metadata, Channels.newChannel(out));
        return out.toByteArray();
    }

    private static byte[] bytes(TensorData data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return data.bytes(arena).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Provide
    Arbitrary<Map<String, BytesData>> tensors() {
        Arbitrary<DType> types = Arbitraries.of(DType.values()).filter(type -> type.bits() % 8 == 0);
        Arbitrary<Shape> shapes = Arbitraries.longs().between(0, 5).array(long[].class).ofMaxSize(4).map(Shape::of);
        Arbitrary<BytesData> data = Combinators.combine(types, shapes, Arbitraries.randomValue(random -> random.nextLong()))
                .as(BytesData::random);
        Arbitrary<String> names = Arbitraries.strings().all().ofMaxLength(30).filter(SafetensorsRoundTripTest::isText);
        return Arbitraries.maps(names, data).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Map<String, String>> texts() {
        Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(40).filter(SafetensorsRoundTripTest::isText);
        return Arbitraries.maps(text, text).ofMaxSize(4);
    }

    /** Lone surrogates cannot be written as UTF-8. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
