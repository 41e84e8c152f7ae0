package dev.patchbay.video;

import dev.patchbay.files.FileSteps;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Writes clips to files; the suffix of the target selects the format (see {@link ClipFormat#of}).
 *
 * <p>Pixels are never scaled: a clip of 64×64 becomes a file of 64×64. A file or folder is written whole or not at all (see
 * {@link WholeOutput}); an existing folder of frames is replaced only on request.
 */
public final class ClipWriter {

    private ClipWriter() {}

    /**
     * Writes the whole clip. Blocks, so call it on a background thread.
     *
     * @param target {@code .mp4}, {@code .gif}, {@code .safetensors}, or a folder for PNG frames
     * @param overwrite whether an existing file may be replaced; a folder is only replaced if it contains nothing but frames
     * @param progress told after each frame
     * @throws ClipException if the suffix is unknown or the clip cannot be encoded
     * @throws dev.patchbay.files.NotWrittenException if the target exists and may not be replaced, or cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled; nothing is left behind
     */
    public static void write(Clip clip, Path target, boolean overwrite, Progress progress, Cancellation cancellation) throws IOException {
        ClipFormat format = format(target);
        if (clip.frameCount() == 0) {
            throw new ClipException(Message.of("video.noFrames", target));
        }
        WholeOutput output = output(format, target, overwrite);
        output.refuse();
        makeParent(target);
        Message doing = Message.of("video.writing", target);
        progress.report(0, clip.frameCount(), doing);
        output.write(0, draft -> draft.make(part -> {
            encoder(format).encode(clip, part, done -> progress.report(done, clip.frameCount(), doing), cancellation);
            cancellation.check();
        }), written -> written);
    }

    private static WholeOutput output(ClipFormat format, Path target, boolean overwrite) {
        return format == ClipFormat.FRAMES
                ? WholeOutput.folder(target, existing -> FrameFolderEncoder.refuse(existing, overwrite), FileSteps.SYSTEM)
                : WholeOutput.file(target, overwrite);
    }

    private static void makeParent(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new ClipException(Message.of("video.noParent", target, parent), e);
        }
    }

    /**
     * Checks the target before a clip is generated for it, as {@link #write} would; writes nothing.
     *
     * @throws IOException if the suffix is unknown or the target may not be replaced; one sentence
     */
    public static void refuse(Path target, boolean overwrite) throws IOException {
        output(format(target), target, overwrite).refuse();
    }

    private static ClipFormat format(Path target) throws ClipException {
        return ClipFormat.of(target).orElseThrow(() -> new ClipException(Message.of("video.unknownSuffix", target)));
    }

    /** Bytes of a finished file, or of all frames of a folder. */
    public static long size(Path written) throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static ClipEncoder encoder(ClipFormat format) {
        return switch (format) {
            case MP4 -> new Mp4Encoder();
            case GIF -> new GifEncoder();
            case FRAMES -> new FrameFolderEncoder();
            case SAFETENSORS -> new SafetensorsEncoder();
        };
    }
}
