package dev.patchbay.video;

import dev.patchbay.files.NotWrittenException;
import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Writes {@code frame-0001.png}, {@code frame-0002.png}, …, the pattern {@code frame-%04d.png} of FFmpeg. */
final class FrameFolderEncoder implements ClipEncoder {

    private static final Pattern NAME = Pattern.compile("frame-\\d{4,}\\.png");

    /** An existing folder may be empty; one with frames is replaced on request, one with any other file never. */
    static void refuse(Path folder, boolean overwrite) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> present;
        try (Stream<Path> all = Files.list(folder)) {
            present = all.toList();
        }
        if (!present.stream().allMatch(FrameFolderEncoder::isFrame)) {
            throw new ClipException(Message.of("video.folderHoldsOthers", folder));
        }
        if (!present.isEmpty() && !overwrite) {
            throw new NotWrittenException(Message.of("files.exists", folder));
        }
    }

    private static boolean isFrame(Path file) {
        return Files.isRegularFile(file) && NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    @Override
    public void encode(Clip clip, Path folder, IntConsumer written, Cancellation cancellation) throws IOException {
        for (int i = 0; i < clip.frameCount(); i++) {
            cancellation.check();
            Path file = folder.resolve(String.format(Locale.ROOT, "frame-%04d.png", i + 1));
            if (!ImageIO.write(FrameImages.of(clip, i), "png", file.toFile())) {
                throw new IOException("no PNG writer");
            }
            written.accept(i + 1);
        }
    }
}
