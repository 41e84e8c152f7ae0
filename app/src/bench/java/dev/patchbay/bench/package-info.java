/** Benchmarks, built and run only under the Maven profile {@code bench}. */
package dev.patchbay.bench;
