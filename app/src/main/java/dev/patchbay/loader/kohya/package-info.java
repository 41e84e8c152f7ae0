/**
 * How kohya's programs load an adapter: sd-scripts (images) and musubi-tuner (mostly video). Begin at {@link KohyaLoading}.
 *
 * <p>Each program keeps a network module a family, and these load in one of four ways, see {@link KohyaWay}. Which family is read by which
 * program, which layers its network covers and what it asks for is data: {@code networks.json}. It was read from sd-scripts 0.10.1
 * (48d368f: {@code networks/lora*.py}, {@code library/lora_utils.py} and the scripts that generate images) and musubi-tuner 0.3.4
 * (30c658c: {@code networks/lora*.py}, {@code utils/lora_utils.py}). For families that neither of them has, nothing is known.
 */
@NullMarked
package dev.patchbay.loader.kohya;

import org.jspecify.annotations.NullMarked;
