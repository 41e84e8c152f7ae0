package dev.patchbay.generation.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("torch")
class WeightsTest {

    private static final float[] VALUES = {1, -2.5f, 0, -0.0f, 3.0517578e-5f, 60000, 1 / 3f, Float.POSITIVE_INFINITY};

    private PtNDManager manager;
    private Script casts;

    @BeforeEach
    void start() throws Exception {
        manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(1);
        casts = Weights.casts(manager);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private Weights weights(TensorData data, boolean keep) {
        StoredTensor tensor = new StoredTensor(new TensorInfo("block.w", data.dtype(), data.shape()), data, "here");
        Checkpoint checkpoint = new Checkpoint(
                Path.of("model.safetensors"), CheckpointFormat.SAFETENSORS, CheckpointLayout.SINGLE_FILE, List.of(tensor), Map.of(),
                Map.of(),
                List.of(), () -> {});
        Residency residency = new Residency(DType.F32, keep ? 1000 : 0, true);
        return new Weights(manager, checkpoint, casts, residency, Cancellation.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"F32, true, 0", "F32, false, 1", "F16, true, 1", "F16, false, 0", "BF16, true, 0", "BF16, false, 1"})
    void everyStoredTypeIsWidenedExactlyWhereverItsBytesLie(DType dtype, boolean keep, int shift) throws Exception {
        byte[] bytes = new byte[VALUES.length * dtype.bits() / 8];
        FloatCodec.encode(dtype, VALUES, MemorySegment.ofArray(bytes));
        try (Weights weights = weights(new Bytes(dtype, Shape.of(2, 4), bytes, shift), keep);
                WeightBlock.Loan loan = weights.block("block.", new TensorShapes().tensor("w", 2, 4)).lend()) {
            Map<String, IValue> dictionary = loan.dictionary().toIValueMap();
            float[] found = dictionary.get("w").toTensor(manager).toFloatArray();
            dictionary.values().forEach(IValue::close);
            assertThat(found).isEqualTo(FloatCodec.decode(dtype, MemorySegment.ofArray(bytes), VALUES.length));
        }
    }

    private static byte[] halves() {
        byte[] bytes = new byte[2 * VALUES.length];
        FloatCodec.encode(DType.F16, VALUES, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private static WeightBlock block(Weights weights) throws Exception {
        return weights.block("block.", new TensorShapes().tensor("w", 2, 4));
    }

    @Test
    void aBlockThatWasBroughtInTheBackgroundIsTheSameAndGivenBack() throws Exception {
        float[] expected = FloatCodec.decode(DType.F16, MemorySegment.ofArray(halves()), VALUES.length);
        Bytes data = new Bytes(DType.F16, Shape.of(2, 4), halves(), 0);
        try (Weights weights = weights(data, false)) {
            WeightBlock block = block(weights);
            int held = manager.getManagedArrays().size();
            for (int call = 0; call < 3; call++) {
                block.expect();
                block.expect();
                try (WeightBlock.Loan loan = block.lend()) {
                    assertThat(loan.tensors().get("w").toFloatArray()).isEqualTo(expected);
                }
                assertThat(data.reads()).as("brought once").hasValue(call + 1);
                assertThat(manager.getManagedArrays()).hasSize(held);
            }
            block.expect();
            weights.settle();
            assertThat(manager.getManagedArrays()).as("what nobody took is given back").hasSize(held);
        }
    }

    /** So that two blocks are there on a busy machine too, as the plan says. */
    @Test
    void aBlockCanBeWaitedForBeforeAnotherIsGivenBack() throws Exception {
        Bytes data = new Bytes(DType.F16, Shape.of(2, 4), halves(), 0);
        try (Weights weights = weights(data, false)) {
            WeightBlock block = block(weights);
            int held = manager.getManagedArrays().size();
            block.await();
            assertThat(data.reads()).as("nothing was expected").hasValue(0);
            block.expect();
            block.await();
            assertThat(data.reads()).hasValue(1);
            assertThat(manager.getManagedArrays().size()).as("it is there").isGreaterThan(held);
            block.lend().close();
            assertThat(data.reads()).hasValue(1);
            data.broken().set(true);
            block.expect();
            block.await();
            assertThatThrownBy(block::lend).as("said when it is used").hasMessage("gone");
        }
    }

    @Test
    void aBlockThatStaysIsNotBroughtAgain() throws Exception {
        Bytes data = new Bytes(DType.F16, Shape.of(2, 4), halves(), 0);
        try (Weights weights = weights(data, true)) {
            WeightBlock block = block(weights);
            block.expect();
            weights.settle();
            assertThat(data.reads()).hasValue(1);
        }
    }

    @Test
    void whatGoesWrongInTheBackgroundIsSaidWhenTheBlockIsUsed() throws Exception {
        Bytes data = new Bytes(DType.F16, Shape.of(2, 4), halves(), 0);
        try (Weights weights = weights(data, false)) {
            WeightBlock block = block(weights);
            data.broken().set(true);
            block.expect();
            assertThatThrownBy(block::lend).isInstanceOf(IOException.class).hasMessage("gone");
            data.broken().set(false);
            try (WeightBlock.Loan loan = block.lend()) {
                assertThat(loan.tensors()).containsOnlyKeys("w");
            }
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        try (Weights weights = weights(new Bytes(DType.F32, Shape.of(2, 4), new byte[32], 0), true)) {
            assertThatThrownBy(() -> weights.block("block.", new TensorShapes().tensor("b", 4)))
                    .hasMessage("model.safetensors: the tensor block.b is missing; the model needs it with shape [4].");
            assertThatThrownBy(() -> weights.block("block.", new TensorShapes().tensor("w", 4, 2)))
                    .hasMessage("model.safetensors: the tensor block.w has shape [2, 4], "
                            + "but the model that the transformer's file was recognised as has [4, 2].");
        }
        try (Weights weights = weights(new Bytes(DType.I64, Shape.of(4), new byte[32], 0), true)) {
            assertThatThrownBy(() -> weights.block("block.", new TensorShapes().tensor("w", 4)))
                    .hasMessage("model.safetensors: the tensor block.w is of type I64; Patchbay can play models in F32, F16 and BF16.");
        }
    }

    /** Bytes at an address that a shift of 1 makes odd. */
    private record Bytes(DType dtype, Shape shape, byte[] content, int shift, AtomicInteger reads, AtomicBoolean broken)
            implements TensorData {

        Bytes(DType dtype, Shape shape, byte[] content, int shift) {
            this(dtype, shape, content, shift, new AtomicInteger(), new AtomicBoolean());
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            reads.incrementAndGet();
            if (broken.get()) {
                throw new IOException("gone");
            }
            MemorySegment room = arena.allocate(content.length + shift, 64).asSlice(shift);
            return room.copyFrom(MemorySegment.ofArray(content));
        }
    }
}
