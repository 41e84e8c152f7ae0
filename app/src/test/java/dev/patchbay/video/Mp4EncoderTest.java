package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What FFmpeg reads back from the files that we write. */
class Mp4EncoderTest {

    @TempDir
    Path folder;

    /** What a reader gets. */
    private record Decoded(List<BufferedImage> frames, double rate, int codec) {}

    @Test
    void keepsFrameCountSizeRateCodecAndColours() throws Exception {
        Clip clip = MovingSquare.demoSized();
        Decoded decoded = roundTrip(clip);
        assertThat(decoded.frames()).hasSize(17);
        assertThat(decoded.rate()).isEqualTo(8);
        assertThat(decoded.codec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
        for (int f = 0; f < 17; f++) {
            BufferedImage frame = decoded.frames().get(f);
            assertThat(frame.getWidth()).isEqualTo(64);
            assertThat(frame.getHeight()).isEqualTo(64);
            int left = f * 48 / 16;
            assertColour(frame, left + 8, 32, 0xe02020, 10);
            assertColour(frame, (left + 40) % 64, 4, 0x101060, 6);
            assertThat(meanError(clip, f, frame)).as("frame %d", f).isLessThan(3.0);
        }
    }

    @Test
    void threeFramesADecimalRateAndAnOddSizeComeBack() throws Exception {
        Clip clip = MovingSquare.clip(721, 479, 3, 29.97, 0x40c040, 0xe0e0e0, 100);
        Decoded decoded = roundTrip(clip);
        assertThat(decoded.frames()).hasSize(3);
        assertThat(decoded.rate()).isCloseTo(29.97, org.assertj.core.data.Offset.offset(0.01));
        assertThat(decoded.frames().getFirst().getWidth()).isEqualTo(722);
        assertThat(decoded.frames().getFirst().getHeight()).isEqualTo(480);
        assertColour(decoded.frames().get(2), 720, 150, 0x40c040, 8);
        assertColour(decoded.frames().get(0), 721, 479, 0xe0e0e0, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 68, 100, 132, 200, 352, 722})
    void everyWidthComesBackWithoutASlant(int width) throws Exception {
        Clip clip = MovingSquare.clip(width, 96, 5, 8, 0xe02020, 0x103060, 24);
        Decoded decoded = roundTrip(clip);
        for (int f = 0; f < 5; f++) {
            assertThat(meanError(clip, f, decoded.frames().get(f))).as("frame %d of width %d", f, width).isLessThan(3.0);
        }
    }

    @Test
    void saturatedColoursAreNotMud() throws Exception {
        for (int colour : new int[] {0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0xffffff}) {
            Decoded decoded = roundTrip(MovingSquare.clip(64, 64, 9, 8, colour, 0x000000, 16));
            assertColour(decoded.frames().get(4), 24 + 8, 24, colour, 12);
            assertColour(decoded.frames().get(4), 2, 60, 0x000000, 6);
        }
    }

    @Test
    void everyPlayerKnowsThePixelFormatAndTheColours() throws Exception {
        Path file = folder.resolve("clip.mp4");
        ClipWriter.write(MovingSquare.demoSized(), file, false, Progress.SILENT, Cancellation.NEVER);
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
            grabber.setImageMode(FrameGrabber.ImageMode.RAW);
            grabber.start();
            assertThat(grabber.getPixelFormat()).isEqualTo(avutil.AV_PIX_FMT_YUV420P);
            AVCodecParameters parameters = grabber.getFormatContext().streams(0).codecpar();
            assertThat(parameters.color_space()).isEqualTo(avutil.AVCOL_SPC_SMPTE170M);
            assertThat(parameters.color_range()).isEqualTo(avutil.AVCOL_RANGE_MPEG);
        }
    }

    @Test
    void theIndexLiesInFrontOfTheData() throws Exception {
        Path file = folder.resolve("clip.mp4");
        ClipWriter.write(MovingSquare.demoSized(), file, false, Progress.SILENT, Cancellation.NEVER);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }

    private Decoded roundTrip(Clip clip) throws Exception {
        Path file = folder.resolve("clip.mp4");
        ClipWriter.write(clip, file, true, Progress.SILENT, Cancellation.NEVER);
        List<BufferedImage> frames = new ArrayList<>();
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
            grabber.start();
            for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                frames.add(picture(frame));
            }
            return new Decoded(frames, grabber.getFrameRate(), grabber.getVideoCodec());
        }
    }

    /** JavaCV's own converter guesses the channels from the stride and is wrong for some widths. */
    private static BufferedImage picture(Frame frame) {
        ByteBuffer bgr = (ByteBuffer) frame.image[0];
        BufferedImage image = new BufferedImage(frame.imageWidth, frame.imageHeight, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < frame.imageHeight; y++) {
            for (int x = 0; x < frame.imageWidth; x++) {
                int at = y * frame.imageStride + 3 * x;
                image.setRGB(x, y, (bgr.get(at + 2) & 0xff) << 16 | (bgr.get(at + 1) & 0xff) << 8 | bgr.get(at) & 0xff);
            }
        }
        return image;
    }

    private static void assertColour(BufferedImage image, int x, int y, int rgb, int tolerance) {
        int found = image.getRGB(x, y);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(Math.abs((found >> shift & 0xff) - (rgb >> shift & 0xff)))
                    .as("pixel %d,%d: wanted %06x, found %06x", x, y, rgb, found & 0xffffff)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    private static double meanError(Clip clip, int index, BufferedImage image) {
        long sum = 0;
        for (int y = 0; y < clip.height(); y++) {
            for (int x = 0; x < clip.width(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((clip.argb(index, x, y) >> shift & 0xff) - (image.getRGB(x, y) >> shift & 0xff));
                }
            }
        }
        return sum / (3.0 * clip.width() * clip.height());
    }
}
