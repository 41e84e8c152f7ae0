package dev.patchbay.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsHostileTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aHeaderThatLiesAboutItsLengthIsRefused() throws IOException {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        Refusal.expect(
                HeaderFile.write(folder.resolve("long.safetensors"), 1_000_000, json, 0),
                "the header claims to be 1000000 bytes long, but only 2 bytes follow; the file was cut off or is damaged.");
        Refusal.expect(
                HeaderFile.write(folder.resolve("huge.safetensors"), -1, json, 0),
                "the header claims to be 18446744073709551615 bytes long, but only 2 bytes follow; the file was cut off or is damaged.");
        Refusal.expect(
                HeaderFile.write(folder.resolve("short.safetensors"), 1, json, 0),
                "the header is not valid JSON at byte 1; the file is damaged.");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        String json = "{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
        byte[] utf16 = json.getBytes(StandardCharsets.UTF_16LE);
        Refusal.expect(
                HeaderFile.write(folder.resolve("utf-16.safetensors"), utf16.length, utf16, 0),
                "the header is not valid JSON at byte 1; the file is damaged.");
        byte[] latin1 = json.replace("w", "\u00fc").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TestOpener.OPENER.open(HeaderFile.write(folder.resolve("latin-1.safetensors"), latin1.length, latin1, 0)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the header is not valid JSON");
    }

    @Test
    void metadataThatIsNullIsNone() throws IOException {
        byte[] json = "{\"__metadata__\":null}".getBytes(StandardCharsets.UTF_8);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(HeaderFile.write(folder.resolve("null.safetensors"), json.length, json, 0))) {
            assertThat(checkpoint.metadata()).isEmpty();
        }
    }

    @Test
    void anOffsetOfMinusZeroIsNoWholeNumber() throws IOException {
        byte[] json = "{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[-0,0]}}".getBytes(StandardCharsets.UTF_8);
        Refusal.expect(
                HeaderFile.write(folder.resolve("zero.safetensors"), json.length, json, 0),
                "the data_offsets of tensor w are not two whole numbers, first and last byte, in order.");
    }

    @Test
    void aTruncatedFileIsRefusedByTheFirstTensorThatIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(REFERENCE.resolve("sat-lora-exported.safetensors"));
        Path cutInData = Files.write(folder.resolve("data.safetensors"), Arrays.copyOf(whole, whole.length - 1));
        Refusal.expect(
                cutInData,
                "tensor transformer.transformer_blocks.9.attn1.to_v.lora_B.weight claims bytes 122368 to 122880, but only 122879 follow "
                        + "the header; the file was cut off or is damaged.");
        Path cutInHeader = Files.write(folder.resolve("header.safetensors"), Arrays.copyOf(whole, 5_000));
        Refusal.expect(
                cutInHeader,
                "the header claims to be 29280 bytes long, but only 4992 bytes follow; the file was cut off or is damaged.");
        Path nothingLeft = Files.write(folder.resolve("start.safetensors"), Arrays.copyOf(whole, 7));
        Refusal.expect(
                nothingLeft,
                "this is no safetensors file, no torch checkpoint (.pt, .pth, .bin, .ckpt), no GGUF file and no shard index; "
                        + "the content decides, not the suffix.");
    }

    @Test
    void headersBeyondTheLimitsAreRefused() throws IOException {
        ReadLimits strict = new ReadLimits(200, 4, 1, 1, 1);
        String two = "{\"v\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]},"
                + "\"w\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[1,2]}}";
        Path twoTensors = HeaderFile.write(folder.resolve("two.safetensors"), two, 2);
        Refusal.expect(TestOpener.with(strict), twoTensors, twoTensors + ": more than 1 tensors; such a file is not read.");
        Path padded = HeaderFile.write(folder.resolve("padded.safetensors"), two + " ".repeat(200), 2);
        Refusal.expect(
                TestOpener.with(strict),
                padded,
                padded + ": the header claims to be " + (two.length() + 200) + " bytes long; no more than 200 are read.");
        Path deep = HeaderFile.write(folder.resolve("deep.safetensors"), "{\"w\":{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}}", 0);
        Refusal.expect(
                TestOpener.with(strict),
                deep,
                deep + ": the JSON is nested more than 4 deep or holds endless numbers; such a file is not read.");
    }

    @Property(tries = 300)
    void aDamagedFileIsReadOrRefusedButNeverBreaksTheReader(@ForAll long seed) throws IOException {
        byte[] bytes = Files.readAllBytes(REFERENCE.resolve("golden.safetensors"));
        Random random = new Random(seed);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(600)] = (byte) (random.nextBoolean() ? random.nextInt() : "0123456789,:[]{}\"".charAt(random.nextInt(17)));
        }
        Path file = Files.createTempFile("damaged", ".safetensors");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(Files.write(file, bytes))) {
            assertThat(checkpoint.tensors()).isNotEmpty();
        } catch (CheckpointException e) {
            assertThat(e).hasMessageStartingWith(file + ": ");
        } finally {
            Files.delete(file);
        }
    }
}
