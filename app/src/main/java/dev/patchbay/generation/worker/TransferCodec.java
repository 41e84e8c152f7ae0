package dev.patchbay.generation.worker;

import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * An adapter of a run as one safetensors file: its tensors are called 0, 1, 2, …, and the metadata say as JSON what they are. The
 * same adapter makes the same bytes at every strength.
 */
final class TransferCodec {

    private static final String DESCRIPTION = "patchbay.adapter";

    private TransferCodec() {}

    static void write(AppliedAdapter adapter, WritableByteChannel channel) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        String description = with(new TensorOut(tensors), null).writeValueAsString(new AppliedAdapter("", adapter.shares(), 1));
        SafetensorsWriter.write(tensors, Map.of(DESCRIPTION, description), channel);
    }

    /** @throws IOException if the file is no packed adapter */
    static AppliedAdapter read(Checkpoint packed, WireMessage.SentAdapter meant) throws IOException {
        try {
            String description = String.valueOf(packed.metadata().get(DESCRIPTION));
            AppliedAdapter read = with(null, new TensorIn(packed)).readValue(description, AppliedAdapter.class);
            return new AppliedAdapter(meant.name(), read.shares(), meant.strength(), meant.expert());
        } catch (JacksonException e) {
            throw new WorkerException(Message.of("worker.adapterDamaged", "-", "-"), e);
        }
    }

    private static JsonMapper with(@Nullable TensorOut out, @Nullable TensorIn in) {
        SimpleModule tensors = new SimpleModule();
        if (out != null) {
            tensors.addSerializer(TensorData.class, out);
        }
        if (in != null) {
            tensors.addDeserializer(TensorData.class, in);
        }
        return WireCodec.builder().addModule(tensors).addMixIn(WeightShare.class, WireCodec.Named.class).build();
    }

    /** Writes a tensor as the name it gets. */
    private static final class TensorOut extends ValueSerializer<TensorData> {

        private final Map<String, TensorData> tensors;

        TensorOut(Map<String, TensorData> tensors) {
            this.tensors = tensors;
        }

        @Override
        public void serialize(TensorData data, JsonGenerator out, SerializationContext context) {
            String name = Integer.toString(tensors.size());
            tensors.put(name, data);
            out.writeString(name);
        }
    }

    private static final class TensorIn extends ValueDeserializer<TensorData> {

        private final Checkpoint packed;

        TensorIn(Checkpoint packed) {
            this.packed = packed;
        }

        @Override
        public TensorData deserialize(JsonParser in, DeserializationContext context) {
            String name = in.getString();
            return packed.tensor(name).orElseThrow(() -> context.weirdStringException(name, TensorData.class, "no such tensor")).data();
        }
    }
}
