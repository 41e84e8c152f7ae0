/**
 * The PyTorch libraries for NVIDIA cards that are too large to ship: what there is for which system (a data file), fetching them from Maven
 * Central as a person's Maven settings say, resumable and by checksum, and the folder they lie in. Nothing here loads a library or knows
 * the engine: whoever starts a worker asks {@link GpuFolder} for class path and variables. Start with {@link GpuInstallation}.
 */
@NullMarked
package dev.patchbay.gpu;

import org.jspecify.annotations.NullMarked;
