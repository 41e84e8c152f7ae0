package dev.patchbay.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that an adapter for few steps was made for: with those of the model its clips would be burnt. Known of LightX2V and Lightning
 * for Wan, whose authors name four steps without guidance and a shift of 5.
 *
 * @see <a href="https://github.com/ModelTC/LightX2V-Wan2.2-Lightning/issues/3">the timesteps that they were trained for</a>
 * @param steps of a run
 * @param guidance 1, since what guidance does was distilled too
 * @param shift of the flow schedule
 */
public record DistilledSettings(int steps, double guidance, double shift) {

    /** More would not be distilled. */
    private static final int MOST_STEPS = 16;

    private static final Pattern STEPS = Pattern.compile("(?i)(?<![\\d.])(\\d{1,2})[-_ ]?steps?(?![a-z])");
    private static final List<Known> KNOWN = AdapterNamesJson.distilled();

    /**
     * @param name a word of a file's name
     * @param pipelines classes of pipelines in diffusers that they are for
     * @param settings unless the name says another number of steps
     */
    record Known(Pattern name, Pattern pipelines, DistilledSettings settings) {}

    /** Whether a run has other steps, guidance or shift; a shift that is not given is the model's. */
    public boolean differFrom(GenerationRequest request) {
        return request.steps() != steps || request.guidance() != guidance || request.flow().shift().orElse(0) != shift;
    }

    /**
     * What the name of an adapter's file says, or that of its folder, since some are published as {@code
     * …-4steps-lora/high_noise_model.safetensors}.
     */
    public static Optional<DistilledSettings> of(Path file, PipelineInfo model) {
        Optional<DistilledSettings> own = named(String.valueOf(file.getFileName()), model.pipelineClass());
        Path folder = file.getParent();
        return own.isPresent() || folder == null ? own : named(String.valueOf(folder.getFileName()), model.pipelineClass());
    }

    private static Optional<DistilledSettings> named(String name, String pipeline) {
        Matcher said = STEPS.matcher(name);
        int steps = said.find() ? Integer.parseInt(said.group(1)) : 0;
        return KNOWN.stream()
                .filter(known -> known.pipelines().matcher(pipeline).matches() && known.name().matcher(name).find())
                .findFirst()
                .map(known -> steps > 0 && steps <= MOST_STEPS ? known.settings().in(steps) : known.settings());
    }

    private DistilledSettings in(int other) {
        return new DistilledSettings(other, guidance, shift);
    }
}
