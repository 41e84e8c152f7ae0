package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * NF4 and FP4 of bitsandbytes: {@code weight = table[code] · absmax[block]}, two codes in a byte, the first in its upper half. Where absmax
 * is quantised itself ("double quantisation"), {@code absmax = nested_quant_map[code] · nested_absmax[block] + offset}.
 *
 * @see <a href="https://github.com/bitsandbytes-foundation/bitsandbytes">bitsandbytes 0.50, {@code dequantize_4bit} and
 *     {@code get_4bit_type} of {@code functional.py}</a>
 */
final class FourBitBlocks implements Scheme {

    private static final String STATE = ".quant_state.bitsandbytes__";

    /** More bytes than the codes need, where they are kept as wider elements. */
    private static final long MOST_PADDING = 8;

    private static final float TABLE_TOLERANCE = 1e-4f;

    /** Quantiles of the normal distribution. */
    private static final float[] NF4 = {
        -1, -0.6961928f, -0.52507305f, -0.3949175f, -0.28444138f, -0.18477343f, -0.091050036f, 0, 0.0795803f, 0.1609302f, 0.2461123f,
        0.33791524f, 0.44070983f, 0.562617f, 0.72295684f, 1
    };

    /** Sign, two bits of exponent, one of mantissa; in the order of the codes, the largest is 1. */
    private static final float[] FP4 = new float[16];

    static {
        float[] twelfths = {0, 0.0625f, 8, 12, 4, 6, 2, 3};
        for (int code = 0; code < 8; code++) {
            FP4[code] = twelfths[code] / 12;
            FP4[code + 8] = -FP4[code];
        }
    }

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        String absmax = codes.name() + ".absmax";
        if (!file.has(absmax)) {
            return Optional.empty();
        }
        List<String> states = Stream.of("nf4", "fp4").map(type -> codes.name() + STATE + type).filter(file::has).toList();
        if (states.size() != 1) {
            throw file.broken("quantised.missing", codes.name() + STATE + "nf4");
        }
        QuantState state = QuantStateJson.read(file.json(states.getFirst()))
                .orElseThrow(() -> file.broken("quantised.json", states.getFirst()));
        check(file, codes, state);
        Set<String> companions = new LinkedHashSet<>(Set.of(absmax, states.getFirst()));
        Stream.of(".quant_map", ".nested_absmax", ".nested_quant_map")
                .map(end -> codes.name() + end)
                .filter(file::has)
                .forEach(companions::add);
        String scheme = state.type().toUpperCase(Locale.ROOT);
        return Optional.of(QuantisedWeight.readable(scheme, codes, state.shape(), companions, () -> open(file, codes, state)));
    }

    private static void check(StoredCompanions file, TensorInfo codes, QuantState state) throws IOException {
        long needed = Math.ceilDiv(state.shape().elements(), 2);
        if (codes.bytes() < needed || codes.bytes() >= needed + MOST_PADDING) {
            throw file.broken("quantised.codes", codes.name(), codes.bytes(), state.shape(), needed);
        }
        long blocks = Math.ceilDiv(state.shape().elements(), state.blocksize());
        file.expect(codes.name() + ".absmax", blocks);
        if (state.isNested()) {
            file.expect(codes.name() + ".nested_absmax", Math.ceilDiv(blocks, state.nestedBlocksize()));
            file.expect(codes.name() + ".nested_quant_map", 256);
        }
    }

    private static Codebook open(StoredCompanions file, TensorInfo codes, QuantState state) throws IOException {
        float[] table = state.type().equals("nf4") ? NF4 : FP4;
        String map = codes.name() + ".quant_map";
        if (file.has(map)) {
            float[] own = file.numbers(map, table.length);
            for (int code = 0; code < table.length; code++) {
                if (Math.abs(own[code] - table[code]) > TABLE_TOLERANCE) {
                    throw file.broken("quantised.table", map, state.type());
                }
            }
        }
        int blocks = (int) Math.ceilDiv(state.shape().elements(), state.blocksize());
        float[] absmax = state.isNested() ? nested(file, codes, state, blocks) : file.numbers(codes.name() + ".absmax", blocks);
        return (bytes, first, count) -> values(bytes, first, count, table, absmax, state.blocksize());
    }

    private static float[] nested(StoredCompanions file, TensorInfo codes, QuantState state, int blocks) throws IOException {
        byte[] raw = file.bytes(codes.name() + ".absmax", blocks);
        if (raw.length != blocks) {
            throw file.broken("quantised.count", codes.name() + ".absmax", raw.length, blocks);
        }
        float[] map = file.numbers(codes.name() + ".nested_quant_map", 256);
        float[] largest = file.numbers(codes.name() + ".nested_absmax", Math.ceilDiv(blocks, state.nestedBlocksize()));
        float[] absmax = new float[blocks];
        for (int i = 0; i < blocks; i++) {
            absmax[i] = map[raw[i] & 0xff] * largest[i / state.nestedBlocksize()] + (float) state.nestedOffset();
        }
        return absmax;
    }

    private static float[] values(MemorySegment bytes, long first, int count, float[] table, float[] absmax, int blocksize) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long element = first + i;
            int pair = bytes.get(ValueLayout.JAVA_BYTE, element >> 1);
            int code = (element & 1) == 0 ? pair >> 4 & 15 : pair & 15;
            values[i] = table[code] * absmax[(int) (element / blocksize)];
        }
        return values;
    }
}
