package dev.patchbay.video;

import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.generation.Clip;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/**
 * {@code frames} float32 {@code [N, 3, H, W]} in 0..1 and {@code latents} float32 {@code [steps, 1, F, C, h, w]}, the latents after each
 * denoising step; the frame rate is in the metadata as {@code frames_per_second}.
 */
final class SafetensorsEncoder implements ClipEncoder {

    @Override
    public void encode(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException {
        cancellation.check();
        Map<String, TensorData> tensors = Map.of(
                "frames", ComputedData.of(DType.F32, clip.shape(), clip.frames()),
                "latents", new ComputedData(DType.F32, stacked(clip), () -> joined(clip.latents())));
        Map<String, String> metadata = Map.of("frames_per_second", Double.toString(clip.framesPerSecond()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, metadata, channel);
        }
        written.accept(clip.frameCount());
    }

    private static float[] joined(List<float[]> latents) {
        FloatBuffer joined = FloatBuffer.allocate(latents.stream().mapToInt(step -> step.length).sum());
        latents.forEach(joined::put);
        return joined.array();
    }

    private static Shape stacked(Clip clip) {
        return Shape.of(LongStream.concat(LongStream.of(clip.latents().size()), LongStream.of(clip.latentShape().toArray())).toArray());
    }
}
