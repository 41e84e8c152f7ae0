package dev.patchbay.generation;

import dev.patchbay.message.Message;

/**
 * What a model can be asked for.
 *
 * @param steps most denoising steps
 * @param frames a clip has a multiple of it plus 1
 * @param edge width and height are multiples of it: the VAE's compression times the transformer's patch size
 * @param width of the transformer, whose positions must fit an array
 */
public record RequestLimits(int steps, int frames, int edge, int width) {

    private static final int LONGEST_EDGE = 16_384;
    private static final int MOST_FRAMES = 16_384;

    /** @throws GenerationException if a request is outside; the message says what is possible */
    public void check(GenerationRequest request) throws GenerationException {
        refuse(request.steps() < 1 || request.steps() > steps, "generation.steps", request.steps(), steps);
        boolean badLength = request.frames() < 1 || request.frames() > MOST_FRAMES || (request.frames() - 1) % frames != 0;
        refuse(badLength, "generation.frames", request.frames(), frames);
        refuse(unfit(request.height()) || unfit(request.width()), "generation.size", request.width(), request.height(), edge);
        // All frames go into one Java array, all positions into another: both sizes must fit an int.
        double pixels = 3.0 * (request.frames() + frames) * request.height() * request.width();
        double positions = (double) request.frames() * request.height() * request.width() / edge / edge * width;
        refuse(Math.max(pixels, positions) > Integer.MAX_VALUE, "generation.tooLarge", request.frames(), request.width(), request.height());
        refuse(!Double.isFinite(request.guidance()), "generation.guidance", request.guidance());
        double low = request.flow().lowNoiseGuidance().orElse(request.guidance());
        refuse(!Double.isFinite(low), "generation.guidance", low);
        double shift = request.flow().shift().orElse(1);
        refuse(!(shift > 0 && shift <= 1000), "generation.shift", shift);
        for (AppliedAdapter adapter : request.adapters()) {
            refuse(!Double.isFinite(adapter.strength()), "generation.strength", adapter.name(), adapter.strength());
        }
    }

    private boolean unfit(int size) {
        return size < edge || size > LONGEST_EDGE || size % edge != 0;
    }

    private static void refuse(boolean refused, String key, Object... arguments) throws GenerationException {
        if (refused) {
            throw new GenerationException(Message.of(key, arguments));
        }
    }
}
