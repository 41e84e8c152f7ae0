/**
 * PyTorch, as every family of video models uses it: the engine and its devices, weights where their file is mapped, kernels in TorchScript,
 * noise, denoising steps given as coefficients, and adapters beside the layers they change. Nothing here knows one family; families never
 * use each other. Kernels lie as {@code .torchscript} files beside the class that calls them. Start with {@link
 * dev.patchbay.generation.torch.TorchEngine}, {@link dev.patchbay.generation.torch.Weights} and {@link
 * dev.patchbay.generation.torch.Script}.
 */
@NullMarked
package dev.patchbay.generation.torch;

import org.jspecify.annotations.NullMarked;

