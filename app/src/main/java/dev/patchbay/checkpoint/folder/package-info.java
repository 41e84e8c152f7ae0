/**
 * Folders that are a checkpoint: of SAT and DeepSpeed, PEFT, a diffusers model or pipeline, a repository of the Hugging Face cache, shards
 * with an index. These readers find the files that hold weights and put them together; the files themselves are opened by the readers of
 * their formats. Paths in an index lead nowhere outside its folder. Start with {@link PipelineFolderReader}.
 */
@NullMarked
package dev.patchbay.checkpoint.folder;

import org.jspecify.annotations.NullMarked;
