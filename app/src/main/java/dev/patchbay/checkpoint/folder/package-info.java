/**
 * Folders that are checkpoints: of SAT and DeepSpeed, PEFT, a diffusers model or pipeline, a repository of the Hugging Face cache, and
 * shards with an index. These readers find and combine the weights files, which the readers of their formats open. An index cannot refer
 * to files outside its folder. Start with {@link PipelineFolderReader}.
 */
@NullMarked
package dev.patchbay.checkpoint.folder;

import org.jspecify.annotations.NullMarked;
