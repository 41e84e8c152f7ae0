package dev.patchbay.generation;

import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Clips without adapters that are kept on disk, so that a comparison needs not make them again after a restart. A key is everything that
 * determines a clip; what is broken is as good as none.
 *
 * @param numbers bounds the folder
 * @param version of this program, whose arithmetic may change
 */
public record KeptClips(KeptNumbers numbers, String version) {

    /** Frames and sizes of both shapes, rate, number of latents, and times, before as many times of steps as there are. */
    private static final int HEADER = 4 + 5 + 1 + 1 + 2;

    /**
     * Everything that determines a clip.
     *
     * @param model fingerprint of the model's files
     * @param plan says the device and the element type
     * @param request without adapters
     */
    public String key(String model, GenerationPlan plan, GenerationRequest request) {
        return String.join(
                "\n",
                "clip 2 " + version,
                model,
                plan.device() + " " + plan.dtype() + " " + plan.together() + " " + plan.tiled(),
                request.seed() + " " + request.steps() + " " + request.frames() + " " + request.height() + " " + request.width(),
                request.guidance() + " " + request.dynamicGuidance() + " " + request.scheduler() + " " + request.flow(),
                request.prompt().length() + " " + request.prompt() + request.negativePrompt(),
                request.image().map(image -> image.width() + " " + HexFormat.of().formatHex(image.rgb())).orElse(""));
    }

    /** What was kept under this key, if it is there and whole. */
    public Optional<Clip> get(String key) {
        return numbers.get(key).flatMap(KeptClips::clip);
    }

    /** Keeps a clip, unless it alone exceeds the limit. */
    public void put(String key, Clip clip) {
        List<Float> header = new ArrayList<>();
        for (Shape shape : List.of(clip.shape(), clip.latentShape())) {
            for (long size : shape.toArray()) {
                header.add((float) size);
            }
        }
        if (header.size() != 4 + 5 || !clip.warnings().isEmpty()) {
            return;
        }
        header.add((float) clip.framesPerSecond());
        header.add((float) clip.latents().size());
        header.add((float) clip.seconds().text());
        header.add((float) clip.seconds().decode());
        clip.seconds().denoisePerStep().forEach(seconds -> header.add(seconds.floatValue()));
        float[] first = new float[header.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = header.get(i);
        }
        List<float[]> all = new ArrayList<>(List.of(first, clip.frames()));
        all.addAll(clip.latents());
        numbers.put(key, all);
    }

    /** Empty if the numbers do not make a clip. */
    private static Optional<Clip> clip(List<float[]> numbers) {
        if (numbers.size() < 2 || numbers.getFirst().length < HEADER) {
            return Optional.empty();
        }
        float[] header = numbers.getFirst();
        Shape shape = Shape.of((long) header[0], (long) header[1], (long) header[2], (long) header[3]);
        Shape latent = Shape.of((long) header[4], (long) header[5], (long) header[6], (long) header[7], (long) header[8]);
        List<float[]> latents = numbers.subList(2, numbers.size());
        boolean whole = shape.elements() == numbers.get(1).length
                && latents.size() == (int) header[10]
                && latents.stream().allMatch(step -> step.length == latent.elements());
        if (!whole) {
            return Optional.empty();
        }
        List<Double> steps = new ArrayList<>();
        for (int i = HEADER; i < header.length; i++) {
            steps.add((double) header[i]);
        }
        Clip.Seconds seconds = new Clip.Seconds(header[11], steps, header[12]);
        return Optional.of(new Clip(numbers.get(1), shape, latents, latent, header[9], seconds, List.of()));
    }
}
