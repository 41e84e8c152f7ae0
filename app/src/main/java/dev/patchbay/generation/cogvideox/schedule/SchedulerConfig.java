package dev.patchbay.generation.cogvideox.schedule;

/**
 * Settings of a scheduler folder, named as in {@code scheduler_config.json}.
 *
 * @param trainTimesteps number of training timesteps
 * @param betaStart first beta
 * @param betaEnd last beta; in between √beta is linear ({@code scaled_linear})
 * @param zeroTerminalSnr whether the schedule is rescaled so that the last timestep is pure noise
 * @param snrShiftScale shift of the signal-to-noise ratio, 3 for the 2b model, 1 for the 5b model
 * @param alphaOneAtEnd whether ᾱ is 1 (no noise) after the last step
 */
public record SchedulerConfig(
        int trainTimesteps, double betaStart, double betaEnd, boolean zeroTerminalSnr, double snrShiftScale, boolean alphaOneAtEnd) {}
