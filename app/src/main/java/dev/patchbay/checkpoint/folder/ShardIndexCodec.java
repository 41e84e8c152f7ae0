package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads the index of a sharded checkpoint: {@code {"metadata": {"total_size": …}, "weight_map": {tensor: shard}}}. */
public final class ShardIndexCodec {

    private final Path file;
    private final ReadLimits limits;

    /** @param file for messages, and to read */
    public ShardIndexCodec(Path file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * The index.
     *
     * @throws CheckpointException if the file is too long, no JSON, or has no usable weight_map
     */
    ShardIndex read() throws IOException {
        checkLength(RegularFiles.size(file));
        return read(RegularFiles.bytes(file));
    }

    /** @throws CheckpointException if an index has more bytes than are read */
    public void checkLength(long bytes) throws CheckpointException {
        if (bytes > limits.headerBytes()) {
            throw new CheckpointException(Message.of("checkpoint.index.tooLong", file, limits.headerBytes()));
        }
    }

    /** The index in these bytes; errors as {@link #read()}. */
    public ShardIndex read(byte[] json) throws CheckpointException {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(limits.nesting()).build();
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(constraints).build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            return readIndex(parser);
        } catch (StreamConstraintsException e) {
            throw new CheckpointException(Message.of("checkpoint.jsonLimits", file, limits.nesting()), e);
        } catch (JacksonException e) {
            long at = Math.max(0, e.getLocation().getByteOffset());
            throw new CheckpointException(Message.of("checkpoint.index.notJson", file, at), e);
        }
    }

    private ShardIndex readIndex(JsonParser parser) throws CheckpointException {
        Map<String, String> weightMap = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new CheckpointException(Message.of("checkpoint.index.noWeightMap", file));
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("weight_map") && value == JsonToken.START_OBJECT) {
                readWeightMap(parser, weightMap);
            } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                readMetadata(parser, metadata);
            } else {
                parser.skipChildren();
            }
        }
        if (weightMap.isEmpty()) {
            throw new CheckpointException(Message.of("checkpoint.index.noWeightMap", file));
        }
        return new ShardIndex(weightMap, metadata);
    }

    private void readWeightMap(JsonParser parser, Map<String, String> weightMap) throws CheckpointException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String tensor = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new CheckpointException(Message.of("checkpoint.index.noShard", file, tensor));
            }
            if (weightMap.put(tensor, parser.getString()) != null) {
                throw new CheckpointException(Message.of("checkpoint.index.duplicate", file, tensor));
            }
            if (weightMap.size() > limits.entries()) {
                throw new CheckpointException(Message.of("checkpoint.tooManyTensors", file, limits.entries()));
            }
        }
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                metadata.put(key, parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }
}
