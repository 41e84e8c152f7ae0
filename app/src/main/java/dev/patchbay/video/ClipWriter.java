package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes clips to files; the target's suffix chooses the format (see {@link ClipFormat#of}).
 *
 * <p>Pixels are kept as they are: a clip of 64×64 becomes a file of 64×64 and is never enlarged, players do that. A file is made
 * under another name beside the target and gets its own when it is complete, so a crash or a cancel leaves the old file or none.
 */
public final class ClipWriter {

    private ClipWriter() {}

    /**
     * Writes the whole clip; blocks, so call it on a background thread.
     *
     * @param target {@code .mp4}, {@code .gif}, {@code .safetensors}, or a folder for PNG frames
     * @param overwrite whether an existing file may be replaced; a folder is only replaced if it holds nothing but frames
     * @param progress told after each frame
     * @throws ClipException if the suffix is unknown, the target is in the way, or it cannot be written; one sentence
     * @throws java.util.concurrent.CancellationException if cancelled; nothing is left behind
     */
    public static void write(Clip clip, Path target, boolean overwrite, Progress progress, Cancellation cancellation) throws IOException {
        ClipFormat format = format(target);
        if (clip.frameCount() == 0) {
            throw new ClipException(Message.of("video.noFrames", target));
        }
        Path absolute = target.toAbsolutePath();
        WholeOutput output = format == ClipFormat.FRAMES ? WholeOutput.folder(absolute, overwrite) : WholeOutput.file(absolute, overwrite);
        Message doing = Message.of("video.writing", target);
        progress.report(0, clip.frameCount(), doing);
        try (output) {
            encoder(format).encode(clip, output.temporary(), done -> progress.report(done, clip.frameCount(), doing), cancellation);
            cancellation.check();
            output.commit();
        } catch (ClipException e) {
            throw e;
        } catch (IOException e) {
            throw new ClipException(Message.of("video.cannotWrite", target, reason(e)), e);
        }
    }

    /**
     * Says what {@link #write} would refuse about the target, so that nobody waits for a clip that has no place; touches nothing.
     *
     * @throws ClipException if the suffix is unknown or something is in the way
     */
    public static void refuse(Path target, boolean overwrite) throws IOException {
        ClipFormat format = format(target);
        Path absolute = target.toAbsolutePath();
        if (format == ClipFormat.FRAMES) {
            WholeOutput.refuseFolder(absolute, overwrite);
        } else {
            WholeOutput.refuseFile(absolute, overwrite);
        }
    }

    private static ClipFormat format(Path target) throws ClipException {
        return ClipFormat.of(target).orElseThrow(() -> new ClipException(Message.of("video.unknownSuffix", target)));
    }

    /** Bytes of a finished file, or of all frames of a folder. */
    public static long size(Path written) throws IOException {
        if (!Files.isDirectory(written)) {
            return Files.size(written);
        }
        long sum = 0;
        for (Path frame : WholeOutput.children(written)) {
            sum += Files.size(frame);
        }
        return sum;
    }

    private static ClipEncoder encoder(ClipFormat format) {
        return switch (format) {
            case MP4 -> new Mp4Encoder();
            case GIF -> new GifEncoder();
            case FRAMES -> new FrameFolderEncoder();
            case SAFETENSORS -> new SafetensorsEncoder();
        };
    }

    private static String reason(IOException e) {
        return e.getLocalizedMessage() == null ? e.getClass().getSimpleName() : e.getLocalizedMessage();
    }
}
