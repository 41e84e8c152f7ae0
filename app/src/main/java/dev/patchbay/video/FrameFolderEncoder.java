package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** {@code frame-0001.png}, {@code frame-0002.png}, … as FFmpeg's {@code frame-%04d.png} counts them. */
final class FrameFolderEncoder implements ClipEncoder {

    private static final Pattern NAME = Pattern.compile("frame-\\d{4,}\\.png");

    static boolean isFrame(Path file) {
        return Files.isRegularFile(file) && NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    @Override
    public void encode(Clip clip, Path folder, IntConsumer written, Cancellation cancellation) throws IOException {
        Files.createDirectory(folder);
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
