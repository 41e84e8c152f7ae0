package dev.patchbay.generation.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * {@link WireMessage}s as lines of JSON. Records become objects; sentences travel as key and arguments, so that each side has its language.
 */
final class WireCodec {

    /** Names the kind of a value by its record: {@code {"is": "Step", …}}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    interface Named {}

    private static final JsonMapper MAPPER = builder().addMixIn(WireMessage.class, Named.class).build();

    private WireCodec() {}

    /** A mapper for plain records that hold sentences, paths and shapes. */
    static JsonMapper.Builder builder() {
        SimpleModule values = new SimpleModule();
        values.addSerializer(Message.class, new SentenceOut());
        values.addDeserializer(Message.class, new SentenceIn());
        values.addSerializer(Path.class, new PathOut());
        values.addDeserializer(Path.class, new PathIn());
        values.addSerializer(Shape.class, new ShapeOut());
        values.addDeserializer(Shape.class, new ShapeIn());
        return JsonMapper.builder()
                .addModule(values)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    }

    static byte[] write(WireMessage message) {
        return MAPPER.writerFor(WireMessage.class).writeValueAsBytes(message);
    }

    /** @throws IOException if the bytes are no message of this protocol */
    static WireMessage read(byte[] json) throws IOException {
        try {
            return MAPPER.readValue(json, WireMessage.class);
        } catch (JacksonException e) {
            throw new WorkerException(Message.of("worker.damaged", "JSON"), e);
        }
    }

    private static final class SentenceOut extends ValueSerializer<Message> {
        @Override
        public void serialize(Message message, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("key", message.key());
            out.writeArrayPropertyStart("arguments");
            for (Object argument : message.arguments()) {
                if (argument instanceof Message inner) {
                    serialize(inner, out, context);
                } else {
                    out.writeString(String.valueOf(argument));
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static final class SentenceIn extends ValueDeserializer<Message> {
        @Override
        public Message deserialize(JsonParser in, DeserializationContext context) {
            return message(context.readTree(in));
        }

        private static Message message(JsonNode node) {
            List<Object> arguments = new ArrayList<>();
            for (JsonNode argument : node.path("arguments")) {
                arguments.add(argument.isObject() ? message(argument) : argument.asString(""));
            }
            return new Message(node.path("key").asString(""), arguments);
        }
    }

    private static final class PathOut extends ValueSerializer<Path> {
        @Override
        public void serialize(Path path, JsonGenerator out, SerializationContext context) {
            out.writeString(path.toString());
        }
    }

    private static final class PathIn extends ValueDeserializer<Path> {
        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) {
            return Path.of(in.getString());
        }
    }

    private static final class ShapeOut extends ValueSerializer<Shape> {
        @Override
        public void serialize(Shape shape, JsonGenerator out, SerializationContext context) {
            long[] sizes = shape.toArray();
            out.writeArray(sizes, 0, sizes.length);
        }
    }

    private static final class ShapeIn extends ValueDeserializer<Shape> {
        @Override
        public Shape deserialize(JsonParser in, DeserializationContext context) {
            return Shape.of(context.readValue(in, long[].class));
        }
    }
}
