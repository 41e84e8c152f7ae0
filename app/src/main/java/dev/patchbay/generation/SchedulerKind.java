package dev.patchbay.generation;

/** The two samplers CogVideoX is published with. */
public enum SchedulerKind {
    DDIM,
    DPM
}
