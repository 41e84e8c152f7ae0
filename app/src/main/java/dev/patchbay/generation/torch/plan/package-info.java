/**
 * The plan of a run: free memory, speed of the device, and what follows from them. The families say what their stages cost
 * ({@link StageCost}); {@link Planner} chooses which weights stay on the device and which of two ways a stage goes. Nothing here makes a
 * tensor, but {@link ArithmeticSpeed}, which times one product.
 */
@NullMarked
package dev.patchbay.generation.torch.plan;

import org.jspecify.annotations.NullMarked;
