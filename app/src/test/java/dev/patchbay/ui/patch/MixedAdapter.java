package dev.patchbay.ui.patch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** LoRAs with something of everything: what fits, adds nothing, is not finite, has another rank or width, is missing or has no place. */
public final class MixedAdapter {

    public static final String ZERO = name("transformer_blocks.3.attn1.to_q", "B");
    public static final String NAN = name("transformer_blocks.7.attn1.to_k", "B");

    private static final int WIDTH = 1920;
    private static final List<String> TARGETS = List.of("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0");
    private static final Random RANDOM = new Random(1);

    private final SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();

    private MixedAdapter() {}

    public static String name(String module, String half) {
        return "transformer." + module + ".lora_" + half + ".weight";
    }

    /** For CogVideoX-2b, 30 blocks; blocks 12 and 13 are left out. */
    public static Checkpoint cogVideoX() {
        MixedAdapter mixed = new MixedAdapter();
        for (int block = 0; block < 30; block++) {
            for (String target : block == 12 || block == 13 ? List.<String>of() : TARGETS) {
                mixed.module(block, target);
            }
        }
        mixed.pair(name("transformer_blocks.99.attn1.to_q", "A"), name("transformer_blocks.99.attn1.to_q", "B"), 8, WIDTH, WIDTH, 0.02f);
        return mixed.checkpoint.build();
    }

    private void module(int block, String target) {
        String module = "transformer_blocks." + block + "." + target;
        boolean zero = block == 3;
        boolean sick = block == 7 && target.endsWith("to_k");
        long rank = block >= 24 ? 4 : 8;
        long in = block == 20 && target.endsWith("to_v") ? 3072 : WIDTH;
        pair(name(module, "A"), name(module, "B"), rank, in, WIDTH, zero ? 0 : sick ? Float.NaN : 0.004f * (1 + block / 4f));
    }

    /** For SDXL's UNet: blocks inside blocks, and not the same number in each. */
    public static Checkpoint sdxl() {
        MixedAdapter mixed = new MixedAdapter();
        blocks("down_blocks.1.attentions.%d", 2, 2, 640, mixed);
        blocks("down_blocks.2.attentions.%d", 2, 10, 1280, mixed);
        blocks("mid_block.attentions.%d", 1, 10, 1280, mixed);
        blocks("up_blocks.0.attentions.%d", 3, 10, 1280, mixed);
        blocks("up_blocks.1.attentions.%d", 3, 2, 640, mixed);
        return mixed.checkpoint.build();
    }

    private static void blocks(String attention, int attentions, int transformers, long width, MixedAdapter mixed) {
        for (int i = 0; i < attentions; i++) {
            for (int j = 0; j < transformers; j++) {
                String block = "unet." + attention.formatted(i) + ".transformer_blocks." + j + ".";
                for (String target : List.of("attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0", "attn2.to_q", "attn2.to_out.0")) {
                    String module = block + target;
                    mixed.pair(module + ".lora_A.weight", module + ".lora_B.weight", 4, width, width, 0.01f);
                }
                mixed.pair(block + "attn2.to_k.lora_A.weight", block + "attn2.to_k.lora_B.weight", 4, 2048, width, 0.01f);
            }
        }
    }

    private void pair(String down, String up, long rank, long in, long out, float size) {
        float[] ones = new float[Math.toIntExact(rank * in)];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = (float) RANDOM.nextGaussian() * 0.05f;
        }
        float[] other = new float[Math.toIntExact(rank * out)];
        Arrays.fill(other, size);
        checkpoint.values(down, DType.F32, ones, rank, in).values(up, DType.F32, other, out, rank);
    }

    /** Never trained, on a disk that gives no value before it is let go. */
    public static Checkpoint slow(CountDownLatch disk) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        for (int block = 0; block < 30; block++) {
            String module = "transformer_blocks." + block + ".attn1.to_q";
            checkpoint.data(name(module, "A"), new Slow(Shape.of(4, WIDTH), disk))
                    .data(name(module, "B"), new Slow(Shape.of(WIDTH, 4), disk));
        }
        return checkpoint.build();
    }

    private record Slow(Shape shape, CountDownLatch disk) implements TensorData {

        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return arena.allocate(dtype().byteSize(shape.elements()));
        }
    }
}
