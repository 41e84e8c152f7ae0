package dev.patchbay.loader.diffusers;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the rows of a fused layer's tensor are shared out.
 *
 * @param sizes of the pieces, the last one {@code -1} for all that is left; empty for pieces of one size
 */
record RowSplit(List<Long> sizes) {

    static final RowSplit EVEN = new RowSplit(List.of());

    RowSplit {
        sizes = List.copyOf(sizes);
    }

    /** The pieces of a tensor, in order. */
    List<Held> pieces(Held tensor, int count) throws LoaderStop {
        if (count == 1) {
            return List.of(tensor);
        }
        if (tensor.shape().dimensions() == 0) {
            throw new LoaderStop(Message.of("inspection.diffusers.split", count, 0));
        }
        List<Held> pieces = new ArrayList<>();
        for (long rows : rows(tensor.shape().size(0), count)) {
            pieces.add(tensor.rows(rows));
        }
        return pieces;
    }

    private List<Long> rows(long all, int count) throws LoaderStop {
        if (sizes.isEmpty()) {
            return all % count == 0 ? Collections.nCopies(count, all / count) : uneven(all, count);
        }
        List<Long> rows = new ArrayList<>(sizes);
        long before = sizes.stream().filter(size -> size >= 0).mapToLong(Long::longValue).sum();
        if (rows.getLast() < 0) {
            rows.set(rows.size() - 1, all - before);
        } else if (before != all) {
            throw new LoaderStop(Message.of("inspection.diffusers.split", before, all));
        }
        if (rows.getLast() < 0) {
            throw new LoaderStop(Message.of("inspection.diffusers.split", before, all));
        }
        return rows;
    }

    /** {@code torch.chunk}: the last piece is the smaller one, and there may be fewer than asked for, which cannot be unpacked. */
    private static List<Long> uneven(long all, int count) throws LoaderStop {
        long size = (all + count - 1) / count;
        if ((all + size - 1) / size != count) {
            throw new LoaderStop(Message.of("inspection.diffusers.split", count, all));
        }
        List<Long> rows = new ArrayList<>(Collections.nCopies(count - 1, size));
        rows.add(all - (count - 1) * size);
        return rows;
    }
}
