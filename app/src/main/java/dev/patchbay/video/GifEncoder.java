package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** An endlessly looping GIF written by the JDK, with a palette of 256 colours for each frame; needs no native library. */
final class GifEncoder implements ClipEncoder {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** NETSCAPE2.0 sub-block: identifier 1, then the number of repeats as a little-endian short, 0 for ever. */
    private static final byte[] LOOP_FOREVER = {1, 0, 0};

    @Override
    public void encode(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            if (out == null) {
                throw new FileSystemException(file.toString());
            }
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < clip.frameCount(); i++) {
                cancellation.check();
                BufferedImage image = FrameImages.of(clip, i);
                writer.writeToSequence(new IIOImage(image, null, metadata(writer, image, clip.framesPerSecond(), i)), null);
                written.accept(i + 1);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, double rate, int index) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", Integer.toString(delay(rate, index)));
        control.setAttribute("disposalMethod", "none");
        if (index == 0) {
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(LOOP_FOREVER.clone());
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        metadata.setFromTree(FORMAT, root);
        return metadata;
    }

    /**
     * Delay of frame {@code index} in hundredths of a second. GIF delays are integers, so 8 frames a second alternate 12 and 13 and the
     * error does not accumulate.
     */
    static int delay(double rate, int index) {
        return (int) (Math.floor((index + 1) * 100 / rate) - Math.floor(index * 100 / rate));
    }
}
