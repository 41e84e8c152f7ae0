/**
 * ComfyUI's node “Load LoRA”, step by step as its own code goes: the names under which it looks for the weights of a model
 * ({@code comfy/lora.py}), what it makes of some files first ({@code comfy/lora_convert.py}), and what its adapters do to a weight
 * ({@code comfy/weight_adapter}), on names and shapes alone. What differs between its classes of models is data: {@code models.json} and
 * {@code tables.json}. Start with {@link ComfyLoading}. Nothing here judges.
 */
@NullMarked
package dev.patchbay.loader.comfy;

import org.jspecify.annotations.NullMarked;
