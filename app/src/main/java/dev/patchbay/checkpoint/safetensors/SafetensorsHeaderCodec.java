package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Converts the JSON of a safetensors header into entries and back. Reading refuses what the reference implementation refuses, and names
 * the tensor; byte ranges are checked by {@link SafetensorsRanges}.
 */
final class SafetensorsHeaderCodec {

    /** Number of dimensions that most shapes do not exceed. */
    private static final int FEW = 8;

    private final Path file;
    private final ReadLimits limits;
    private final JsonFactory factory;

    SafetensorsHeaderCodec(Path file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
        int longest = (int) Math.min(limits.headerBytes(), Integer.MAX_VALUE);
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.nesting())
                .maxNameLength(longest)
                .maxStringLength(longest)
                .build();
        // Jackson's table of field names pays for repeated names only; those of a header are all different, and filling it takes long.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    /**
     * Reads a header.
     *
     * @param json the header without its length
     * @throws CheckpointException if it is no header, or the entry of a tensor is invalid
     */
    SafetensorsHeader read(byte[] json) throws CheckpointException {
        // Jackson would accept UTF-16 and replace invalid UTF-8; the reference implementation refuses both.
        Reader text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return readHeader(parser);
        } catch (StreamConstraintsException e) {
            throw new CheckpointException(Message.of("checkpoint.jsonLimits", file, limits.nesting()), e);
        } catch (JacksonException e) {
            throw new CheckpointException(notJson(e.getLocation()), e);
        }
    }

    private SafetensorsHeader readHeader(JsonParser parser) throws CheckpointException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<SafetensorsEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new CheckpointException(notJson(parser.currentTokenLocation()));
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.duplicate", file, name));
            }
            if (names.size() > limits.entries()) {
                throw new CheckpointException(Message.of("checkpoint.tooManyTensors", file, limits.entries()));
            }
            if (name.equals(SafetensorsHeader.METADATA)) {
                readMetadata(parser, metadata);
            } else {
                entries.add(readEntry(parser, name));
            }
        }
        if (parser.nextToken() != null) {
            throw new CheckpointException(notJson(parser.currentTokenLocation()));
        }
        return new SafetensorsHeader(entries, metadata);
    }

    private void readMetadata(JsonParser parser, Map<String, String> metadata) throws CheckpointException {
        JsonToken start = parser.nextToken();
        if (start == JsonToken.VALUE_NULL) {
            return; // null counts as missing, as in the reference implementation
        }
        if (start != JsonToken.START_OBJECT) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.metadataNotObject", file));
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.metadataNotText", file, key));
            }
            if (metadata.put(key, parser.getString()) != null) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.metadataTwice", file, key));
            }
        }
    }

    private SafetensorsEntry readEntry(JsonParser parser, String name) throws CheckpointException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.notDescribed", file, name));
        }
        Optional<DType> dtype = Optional.empty();
        Optional<Shape> shape = Optional.empty();
        long[] offsets = {};
        Set<String> fields = HashSet.newHashSet(3);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            if (!fields.add(field)) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.fieldTwice", file, name, field));
            }
            parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = Optional.of(dtype(parser, name));
                case "shape" ->
                    shape = Optional.of(Shape.of(wholeNumbers(
                            parser, SafetensorsHeader.MAX_DIMENSIONS, () -> Message.of("checkpoint.safetensors.badShape", file, name))));
                case "data_offsets" -> offsets = wholeNumbers(parser, 2, () -> badOffsets(name));
                default -> parser.skipChildren();
            }
        }
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new CheckpointException(badOffsets(name));
        }
        TensorInfo info = new TensorInfo(
                name, dtype.orElseThrow(() -> missing(name, "dtype")), shape.orElseThrow(() -> missing(name, "shape")));
        return new SafetensorsEntry(info, offsets[0], offsets[1]);
    }

    private DType dtype(JsonParser parser, String name) throws CheckpointException {
        String type = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        return DType.named(type)
                .orElseThrow(() -> new CheckpointException(Message.of("checkpoint.safetensors.unknownDtype", file, name, type)));
    }

    /** An array of at most {@code most} integers from 0 to 2⁶³ − 1. */
    private static long[] wholeNumbers(JsonParser parser, int most, Supplier<Message> otherwise) throws CheckpointException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new CheckpointException(otherwise.get());
        }
        long[] numbers = new long[Math.min(most, FEW)];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || parser.getLongValue() < 0
                    || (parser.getLongValue() == 0 && parser.getStringLength() > 1)
                    || count == most) {
                throw new CheckpointException(otherwise.get());
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private Message notJson(TokenStreamLocation location) {
        return Message.of("checkpoint.safetensors.notJson", file,
                Math.max(0, Math.max(location.getByteOffset(), location.getCharOffset())));
    }

    private Message badOffsets(String name) {
        return Message.of("checkpoint.safetensors.badOffsets", file, name);
    }

    private CheckpointException missing(String name, String field) {
        return new CheckpointException(Message.of("checkpoint.safetensors.missingField", file, name, field));
    }

    /** The header of these entries as compact JSON, {@code __metadata__} first as the reference implementation writes it. */
    static byte[] write(SafetensorsHeader header) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeStartObject();
            if (!header.metadata().isEmpty()) {
                generator.writeName(SafetensorsHeader.METADATA).writeStartObject();
                header.metadata().forEach(generator::writeStringProperty);
                generator.writeEndObject();
            }
            header.entries().forEach(entry -> writeEntry(generator, entry));
            generator.writeEndObject();
        }
        return json.toByteArray();
    }

    private static void writeEntry(JsonGenerator generator, SafetensorsEntry entry) {
        TensorInfo info = entry.info();
        long[] shape = info.shape().toArray();
        generator.writeName(info.name()).writeStartObject();
        generator.writeStringProperty("dtype", info.dtype().name());
        generator.writeName("shape").writeArray(shape, 0, shape.length);
        generator.writeName("data_offsets").writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
        generator.writeEndObject();
    }
}
