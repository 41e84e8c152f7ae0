package dev.patchbay.generation.cogvideox;

/**
 * Settings of a scheduler folder, named as in {@code scheduler_config.json}.
 *
 * @param trainTimesteps steps the model was trained with
 * @param betaStart first beta
 * @param betaEnd last beta; between them the square roots are linear ({@code scaled_linear})
 * @param zeroTerminalSnr whether the last timestep is rescaled to pure noise
 * @param snrShiftScale shift of the signal-to-noise ratio, 3 for the 2b model, 1 for the 5b model
 * @param alphaOneAtEnd whether the step after the last one has no noise at all
 */
public record SchedulerConfig(
        int trainTimesteps, double betaStart, double betaEnd, boolean zeroTerminalSnr, double snrShiftScale, boolean alphaOneAtEnd) {}
