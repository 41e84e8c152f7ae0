package dev.patchbay.video;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.generation.Pixels;
import dev.patchbay.message.Message;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads a picture (PNG, JPEG, GIF, BMP) that a clip begins with. Transparency is dropped, as Pillow's conversion to RGB does. */
public final class StillImage {

    private static final long LARGEST_FILE = 200_000_000;
    private static final int LONGEST_EDGE = 16_384;

    private StillImage() {}

    /**
     * Reads a file.
     *
     * @throws ClipException if it is no picture, a broken or a very large one
     */
    public static Pixels read(Path file) throws IOException {
        if (RegularFiles.size(file) > LARGEST_FILE) {
            throw new ClipException(Message.of("video.image.large", file, LONGEST_EDGE));
        }
        byte[] bytes = RegularFiles.bytes(file);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ClipException(Message.of("video.image.format", file));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                // The size is checked before memory for the pixels is taken.
                if (reader.getWidth(0) > LONGEST_EDGE || reader.getHeight(0) > LONGEST_EDGE) {
                    throw new ClipException(Message.of("video.image.large", file, LONGEST_EDGE));
                }
                return pixels(reader.read(0), ExifOrientation.of(bytes));
            } finally {
                reader.dispose();
            }
        } catch (ClipException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ClipException(Message.of("video.image.broken", file), e);
        }
    }

    private static Pixels pixels(BufferedImage image, ExifOrientation orientation) {
        int width = orientation.width(image.getWidth(), image.getHeight());
        int height = orientation.height(image.getWidth(), image.getHeight());
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int fromX = orientation.sourceX(x, y, image.getWidth());
                int argb = image.getRGB(fromX, orientation.sourceY(x, y, image.getHeight()));
                rgb[at++] = (byte) (argb >> 16);
                rgb[at++] = (byte) (argb >> 8);
                rgb[at++] = (byte) argb;
            }
        }
        return new Pixels(width, height, rgb);
    }
}
