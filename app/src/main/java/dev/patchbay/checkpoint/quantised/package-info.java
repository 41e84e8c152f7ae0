/**
 * Weights that are stored as codes with companions: scaled float8 and int8, the 4- and 8-bit types of bitsandbytes, ComfyUI's layer
 * formats, ModelOpt's NVFP4, torchao, quanto, and reshaped blocks of GGUF; formats that are only named stand in {@code formats.json}.
 * {@link LogicalTensors} recognises them in an opened checkpoint and shows the tensors that are meant: with the name and shape of the
 * weight, values that are computed when read, and without the companions. Each {@link Scheme} knows one way of storing. A weight whose
 * companions are broken or unknown keeps its place and says so when somebody reads it.
 */
@NullMarked
package dev.patchbay.checkpoint.quantised;

import org.jspecify.annotations.NullMarked;
