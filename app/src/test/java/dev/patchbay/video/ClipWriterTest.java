package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.files.NotWrittenException;
import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipWriterTest {

    @TempDir
    Path folder;

    private final Clip clip = MovingSquare.demoSized();

    @Test
    void aGifLoopsForEverAndItsDelaysAddUpToTheClip() throws IOException {
        Path file = folder.resolve("clip.gif");
        write(file, false);
        List<IIOMetadataNode> frames = gifMetadata(file);
        assertThat(frames).hasSize(17);
        int hundredths = frames.stream()
                .map(frame -> (IIOMetadataNode) frame.getElementsByTagName("GraphicControlExtension").item(0))
                .mapToInt(control -> Integer.parseInt(control.getAttribute("delayTime")))
                .sum();
        assertThat(hundredths).isEqualTo(212);
        IIOMetadataNode loop = (IIOMetadataNode) frames.getFirst().getElementsByTagName("ApplicationExtension").item(0);
        assertThat(loop.getAttribute("applicationID")).isEqualTo("NETSCAPE");
        assertThat((byte[]) loop.getUserObject()).containsExactly(1, 0, 0);
    }

    @Test
    void aGifKeepsSizeAndColours() throws IOException {
        Path file = folder.resolve("clip.gif");
        write(file, false);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            for (int f = 0; f < 17; f++) {
                assertSame(reader.read(f), f, 2);
            }
        } finally {
            reader.dispose();
        }
    }

    @Test
    void framesAreLosslessAndNumbered() throws IOException {
        Path target = folder.resolve("frames");
        write(target, false);
        assertThat(names(target)).hasSize(17).startsWith("frame-0001.png").endsWith("frame-0017.png");
        assertSame(ImageIO.read(target.resolve("frame-0001.png").toFile()), 0, 0);
        assertSame(ImageIO.read(target.resolve("frame-0017.png").toFile()), 16, 0);
    }

    @Test
    void safetensorsHoldFramesAndLatents() throws IOException {
        Path file = folder.resolve("clip.safetensors");
        write(file, false);
        SafetensorsReader reader = new SafetensorsReader();
        try (Checkpoint read = new CheckpointOpener(List.of(reader), ReadLimits.DEFAULT).open(file)) {
            assertThat(read.tensor("frames").orElseThrow().info().shape()).isEqualTo(Shape.of(17, 3, 64, 64));
            assertThat(read.tensor("latents").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 1, 1, 4, 1, 1));
            assertThat(read.tensor("frames").orElseThrow().data().toFloats()).isEqualTo(clip.frames());
            assertThat(read.tensor("latents").orElseThrow().data().toFloats()).containsExactly(0, 0.5f, 0, 1, 1, 1.5f, -1, 1);
            assertThat(Double.parseDouble(read.metadata().get("frames_per_second"))).isCloseTo(8, within(0.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "clip.gif", "clip.safetensors", "frames"})
    void anExistingTargetIsOnlyReplacedWhenAllowed(String name) throws IOException {
        Path target = folder.resolve(name);
        write(target, false);
        assertThatThrownBy(() -> write(target, false))
                .isInstanceOf(NotWrittenException.class)
                .hasMessage(target + " exists already; choose another name, or allow it to be replaced.");
        Clip shorter = MovingSquare.clip(64, 64, 5, 8, 0x20e020, 0, 0);
        ClipWriter.write(shorter, target, true, Progress.SILENT, Cancellation.NEVER);
        if (Files.isDirectory(target)) {
            assertThat(names(target)).hasSize(5);
        }
        assertThat(names(folder)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.mp4", "clip.gif", "clip.safetensors", "frames"})
    void aCancelledWriteLeavesNothing(String name) throws IOException {
        Path target = folder.resolve(name);
        int[] asked = {0};
        Cancellation later = () -> asked[0]++ >= 1;
        assertThatThrownBy(() -> ClipWriter.write(clip, target, false, Progress.SILENT, later)).isInstanceOf(CancellationException.class);
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aFolderWithAnythingElseIsNeverTouched() throws IOException {
        Path target = Files.createDirectory(folder.resolve("holiday"));
        Path photo = Files.writeString(target.resolve("photo.png"), "mine");
        assertThatThrownBy(() -> write(target, true))
                .hasMessage("The folder " + target + " holds other files than frames of a clip: choose a new or empty folder.");
        assertThat(photo).hasContent("mine");
    }

    @Test
    void namesThatFitNoFormatAreRefusedInOneSentence() {
        Path target = folder.resolve("clip.webm");
        assertThatThrownBy(() -> write(target, false))
                .hasMessage(target
                        + " has none of the suffixes .mp4, .gif or .safetensors and is no folder for frames: choose one of them.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileInTheWayOfTheParentIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path target = file.resolve("clip.mp4");
        assertThatThrownBy(() -> write(target, false))
                .hasMessage(target + " cannot be written because the folder " + file + " cannot be made.");
    }

    @Test
    void progressCountsFrames() throws IOException {
        List<String> reports = new ArrayList<>();
        Progress progress = (done, total, doing) -> reports.add(done + "/" + total);
        ClipWriter.write(clip, folder.resolve("clip.gif"), false, progress, Cancellation.NEVER);
        assertThat(reports).hasSize(18).startsWith("0/17", "1/17").endsWith("17/17");
    }

    private void write(Path target, boolean overwrite) throws IOException {
        ClipWriter.write(clip, target, overwrite, Progress.SILENT, Cancellation.NEVER);
    }

    private void assertSame(BufferedImage image, int frame, int tolerance) {
        assertThat(image.getWidth()).isEqualTo(64);
        assertThat(image.getHeight()).isEqualTo(64);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int wanted = clip.argb(frame, x, y) >> shift & 0xff;
                    assertThat(image.getRGB(x, y) >> shift & 0xff).isBetween(wanted - tolerance, wanted + tolerance);
                }
            }
        }
    }

    private static List<IIOMetadataNode> gifMetadata(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            List<IIOMetadataNode> frames = new ArrayList<>();
            for (int f = 0; f < reader.getNumImages(true); f++) {
                frames.add((IIOMetadataNode) reader.getImageMetadata(f).getAsTree("javax_imageio_gif_image_1.0"));
            }
            return frames;
        } finally {
            reader.dispose();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
