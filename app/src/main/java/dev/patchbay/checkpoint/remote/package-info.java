/**
 * Checkpoints on other machines, read without a download: {@code hf://org/name[@revision][/file]} and addresses of safetensors files or
 * their indexes. {@link dev.patchbay.checkpoint.remote.RemoteReader} is a reader like any other and the place to begin; it fetches headers
 * by ranged requests, and values only when somebody reads them. {@link dev.patchbay.checkpoint.remote.RemoteFiles} is the only place that
 * talks to a server: what comes from there is as hostile as any file, and slow besides. Nothing is written. No connection is made unless a
 * person gives an address.
 */
@NullMarked
package dev.patchbay.checkpoint.remote;

import org.jspecify.annotations.NullMarked;
