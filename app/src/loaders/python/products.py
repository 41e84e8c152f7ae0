"""The matrix that the tensors of a module stand for, and what it is multiplied with in a change of weights."""

import numpy

#: Of each matrix only as many columns are compared.
COLUMNS = 16


class Head:
    """The first columns of a matrix, and how many it has."""

    def __init__(self, columns, width):
        self.columns, self.width = numpy.asarray(columns, numpy.float64), width


def head(matrix):
    return Head(matrix[:, :COLUMNS], matrix.shape[1])


def product_of(needs, arrays):
    """None for tensors that stand for none."""
    try:
        parts = {name.rpartition('.')[2]: arrays[name].reshape(arrays[name].shape[0], -1) for name in needs if arrays[name].ndim > 1}
        if 'hada_w1_a' in parts:
            return head((parts['hada_w1_a'] @ parts['hada_w1_b']) * (parts['hada_w2_a'] @ parts['hada_w2_b']))
        if 'lokr_w1' in parts:
            second = parts['lokr_w2'] if 'lokr_w2' in parts else parts['lokr_w2_a'] @ parts['lokr_w2_b']
            return head(numpy.kron(parts['lokr_w1'], second))
        if 'lora_embedding_A' in parts:
            return head((parts['lora_embedding_B'] @ parts['lora_embedding_A']).T)
        down, up = [arrays[name].reshape(arrays[name].shape[0], -1) for name in needs]
        return Head(up @ down[:, :COLUMNS], down.shape[1])
    except (KeyError, ValueError):
        return None


def scale_of(made, changes):
    """(whether rows from all over a product are rows of the changes but for a factor, that factor if it is one)."""
    count = len(made.columns)
    factors = [factor(made.columns[at], made.width, changes) for at in sorted({0, count // 3, count // 2, 2 * count // 3, count - 1})]
    if any(one is None for one in factors):
        return False, None
    return True, factors[0] if numpy.allclose(factors, factors[0], rtol=1e-3, equal_nan=True) else None


def factor(row, width, changes):
    """What a row was multiplied with, where one of the changes has it; None where none has."""
    for change in changes:
        if change.width == width:
            if not numpy.isfinite(change.columns).any():
                return float('nan')
            along = change.columns @ row / (row @ row)
            close = numpy.abs(change.columns - along[:, None] * row).max(axis=1) <= 1e-4 * numpy.abs(change.columns).max(axis=1)
            found = numpy.flatnonzero(close & (numpy.abs(along) > 1e-9))
            if len(found):
                return float(along[found[0]])
    return None
