package dev.patchbay.basemodel.index;

import dev.patchbay.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The index as bytes, made to be read fast: what repeats (words, weights, ranges) stands once in a table, and a span is four numbers of 16
 * bits. Written and read by the same version of the program only.
 */
public final class ArchitectureIndexCodec {

    private ArchitectureIndexCodec() {}

    /** Numbers the distinct values in the order in which they come. */
    private static final class Table<T> {

        private final Map<T, Integer> positions = new LinkedHashMap<>();

        int position(T value) {
            return positions.computeIfAbsent(value, one -> positions.size());
        }

        List<T> values() {
            return List.copyOf(positions.keySet());
        }
    }

    public static byte[] write(ArchitectureIndex index) {
        Table<String> namespaces = new Table<>();
        Table<Shape> weights = new Table<>();
        Table<List<NumberRange>> ranges = new Table<>();
        ByteArrayOutputStream spans = new ByteArrayOutputStream();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (DataOutputStream body = new DataOutputStream(spans); DataOutputStream out = new DataOutputStream(whole)) {
            List<String> kinds = index.spans().keySet().stream().sorted().toList();
            body.writeShort(kinds.size());
            for (String kind : kinds) {
                body.writeUTF(kind);
                body.writeShort(index.spans(kind).size());
                for (KindSpan span : index.spans(kind)) {
                    body.writeShort(span.architecture());
                    body.writeShort(namespaces.position(span.namespace()));
                    body.writeShort(weights.position(span.weight()));
                    body.writeShort(ranges.position(span.ranges()));
                }
            }
            out.writeShort(index.architectures().size());
            for (IndexedArchitecture architecture : index.architectures()) {
                out.writeUTF(architecture.name());
                out.writeUTF(architecture.family());
                out.writeUTF(architecture.component());
                out.writeUTF(architecture.className());
            }
            texts(namespaces.values(), out);
            weights(weights.values(), out);
            ranges(ranges.values(), out);
            spans.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole.toByteArray();
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static void weights(List<Shape> weights, DataOutputStream out) throws IOException {
        out.writeShort(weights.size());
        for (Shape weight : weights) {
            out.writeByte(weight.dimensions());
            for (long size : weight.toArray()) {
                out.writeLong(size);
            }
        }
    }

    private static void ranges(List<List<NumberRange>> ranges, DataOutputStream out) throws IOException {
        out.writeShort(ranges.size());
        for (List<NumberRange> some : ranges) {
            out.writeByte(some.size());
            for (NumberRange range : some) {
                out.writeInt(range.first());
                out.writeInt(range.last());
            }
        }
    }

    /** @throws IllegalArgumentException if these are not the bytes of an index */
    public static ArchitectureIndex read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<IndexedArchitecture> architectures = new ArrayList<>();
            for (int i = in.readUnsignedShort(); i > 0; i--) {
                architectures.add(new IndexedArchitecture(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
            }
            List<String> namespaces = new ArrayList<>();
            for (int i = in.readUnsignedShort(); i > 0; i--) {
                namespaces.add(in.readUTF());
            }
            List<Shape> weights = weights(in);
            List<List<NumberRange>> ranges = ranges(in);
            int kinds = in.readUnsignedShort();
            Map<String, List<KindSpan>> spans = HashMap.newHashMap(kinds);
            for (int i = 0; i < kinds; i++) {
                String kind = in.readUTF();
                List<KindSpan> its = new ArrayList<>();
                for (int j = in.readUnsignedShort(); j > 0; j--) {
                    its.add(new KindSpan(
                            in.readUnsignedShort(),
                            namespaces.get(in.readUnsignedShort()),
                            weights.get(in.readUnsignedShort()),
                            ranges.get(in.readUnsignedShort())));
                }
                spans.put(kind, its);
            }
            return new ArchitectureIndex(architectures, spans);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("these bytes are no index", e);
        }
    }

    private static List<Shape> weights(DataInputStream in) throws IOException {
        List<Shape> weights = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            long[] sizes = new long[in.readUnsignedByte()];
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] = in.readLong();
            }
            weights.add(Shape.of(sizes));
        }
        return weights;
    }

    private static List<List<NumberRange>> ranges(DataInputStream in) throws IOException {
        List<List<NumberRange>> ranges = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            List<NumberRange> some = new ArrayList<>();
            for (int j = in.readUnsignedByte(); j > 0; j--) {
                some.add(new NumberRange(in.readInt(), in.readInt()));
            }
            ranges.add(List.copyOf(some));
        }
        return ranges;
    }
}
