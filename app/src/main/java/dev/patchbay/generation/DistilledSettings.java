package dev.patchbay.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that an adapter for few steps was made for: with those of the model its clips would be burnt.
 *
 * @param steps of a run
 * @param guidance 1, since what guidance does was distilled too
 * @param shift of the flow schedule
 */
record DistilledSettings(int steps, double guidance, double shift) {

    /** More would not be distilled. */
    private static final int MOST_STEPS = 16;

    private static final Pattern STEPS = Pattern.compile("(?i)(?<![\\d.])(\\d{1,2})[-_ ]?steps?(?![a-z])");
    private static final List<Known> KNOWN = AdapterNamesJson.distilled();

    /**
     * @param name a word of a file's name
     * @param settings unless the name says another number of steps
     */
    record Known(Pattern name, DistilledSettings settings) {}

    /**
     * What the name of an adapter's file says, or that of its folder, since some are published as {@code
     * …-4steps-lora/high_noise_model.safetensors}.
     */
    static Optional<DistilledSettings> of(Path file) {
        Optional<DistilledSettings> own = named(String.valueOf(file.getFileName()));
        Path folder = file.getParent();
        return own.isPresent() || folder == null ? own : named(String.valueOf(folder.getFileName()));
    }

    private static Optional<DistilledSettings> named(String name) {
        Matcher said = STEPS.matcher(name);
        int steps = said.find() ? Integer.parseInt(said.group(1)) : 0;
        return KNOWN.stream()
                .filter(known -> known.name().matcher(name).find())
                .findFirst()
                .map(known -> steps > 0 && steps <= MOST_STEPS ? known.settings().in(steps) : known.settings());
    }

    private DistilledSettings in(int other) {
        return new DistilledSettings(other, guidance, shift);
    }
}
