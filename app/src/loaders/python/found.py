"""How the tensors of a file are found again in a model, whatever the loader made of their names.

A tensor is known by the directions of some of its rows: a scale that was multiplied in does not matter then, and neither do rows that moved
or columns of zeros that were added. Values are drawn at random, so no two rows are alike.
"""

import itertools
import math

import numpy

PARTS = ('lora_', 'hada_', 'lokr_', 'ia3_', 'oft_', 'vera_')
WORDS, STEPS = 4, 1000
#: How far the directions of a row and of its copy are apart at most, and how many rows of a matrix are looked for.
SAME, TRIED = 1e-5, 12


def matrix(array):
    """Rows of a matrix or kernel; a vector is cut into rows of a few numbers, since loaders share it out, too."""
    if array.ndim > 1:
        return array.reshape(array.shape[0], -1)
    return array[:array.size // WORDS * WORDS].reshape(-1, WORDS) if array.size >= WORDS else array.reshape(1, -1)


def directions(array):
    """The first numbers of each row over their length, between -STEPS and STEPS; rows of zeros are left out."""
    head = matrix(array)[:, :WORDS]
    length = numpy.linalg.norm(head, axis=1, keepdims=True)
    kept = (length > 0)[:, 0] & numpy.isfinite(length)[:, 0]
    return head[kept] / length[kept] * STEPS


def packed(rounded):
    """One number for each row of whole numbers."""
    out = numpy.zeros(len(rounded), numpy.int64)
    for column in rounded.T:
        out = out * 4096 + column.astype(numpy.int64) + 2048
    return out


def marks(array):
    return packed(numpy.rint(directions(array)))


def candidates(direction):
    """The marks that a row may have got by rounding."""
    return packed(numpy.array(list(itertools.product(*[(numpy.floor(one), numpy.ceil(one)) for one in direction]))))


def weights(model):
    """Which memory each of the model's own parameters is, by name."""
    return {name: (parameter.data_ptr(), tuple(parameter.shape)) for name, parameter in model.named_parameters() if not is_adapter(name)}


def is_adapter(name):
    return any(part in name for part in PARTS)


def is_zero(parameter):
    return parameter.is_meta or 0 in parameter.stride() or not parameter.any()


def numbers(parameter):
    return parameter.detach().double().numpy()


class Found:
    """What models hold of adapters after loading.

    `changed` tells whether the model's own weights are others now, `room` counts parameters that were made, `empty` those of them that
    stayed on the meta device, `filled` those that did not; `ruined` tells whether some of what they hold or multiply by is no number;
    `readable` is false if a name that PEFT was given ends otherwise than its pairs.
    """

    def __init__(self):
        self.room, self.empty, self.filled, self.marks, self.pairs, self.changed = 0, 0, 0, [], [], False
        self.known, self.readable, self.ruined = None, True, False

    def look(self, model, before):
        """Adds a model. `before`: its own parameters as they were, all of zeros."""
        for name, parameter in model.named_parameters():
            if is_adapter(name):
                self.room += 1
                self.empty += parameter.is_meta
                self.filled += not parameter.is_meta
            elif before.get(name.replace('.base_layer', ''), (0,))[0] == parameter.data_ptr() and is_zero(parameter):
                continue
            if not parameter.is_meta and parameter.numel():
                self.ruined |= not bool(parameter.isfinite().all())
                self.add(numbers(parameter))
                self.changed |= not is_adapter(name)
        for module in model.modules():
            scaling = getattr(module, 'scaling', None)
            for adapter, scale in scaling.items() if isinstance(scaling, dict) else ():
                if adapter in getattr(module, 'lora_A', {}):
                    down, up = module.lora_A[adapter].weight, module.lora_B[adapter].weight
                    self.ruined |= not math.isfinite(float(scale))
                    if not down.is_meta and not up.is_meta:
                        self.pairs.append((numbers(down), numbers(up), float(scale)))

    def add(self, array):
        self.marks.append(marks(array))
        self.known = None

    def seen(self, direction):
        if self.known is None:
            self.known = numpy.unique(numpy.concatenate(self.marks)) if self.marks else numpy.zeros(0, numpy.int64)
        wanted = candidates(direction)
        at = numpy.searchsorted(self.known, wanted)
        return bool((self.known[at[at < len(self.known)]] == wanted[at < len(self.known)]).any())

    def has(self, array):
        """True if rows from all over a tensor arrived somewhere."""
        rows = directions(array) if array.size else []
        return len(rows) > 0 and all(self.seen(rows[at]) for at in {0, len(rows) // 3, len(rows) // 2, 2 * len(rows) // 3, len(rows) - 1})

    def scale(self, needs, arrays):
        """What the product of a file's pair is multiplied with in the model; None where that cannot be seen."""
        down, up = [arrays[name] for name in needs] if len(needs) == 2 else (numpy.zeros(0), None)
        rows = directions(down) if down.size else []
        if len(rows) == 0:
            return None
        for held_down, held_up, scale in self.pairs:
            if numpy.isin(candidates(rows[0]), marks(held_down[:1])).any():
                length = longer(matrix(up), matrix(held_up))
                if length is not None:
                    first = matrix(held_down)[0][:matrix(down).shape[1]]
                    return round(float(scale * length * numpy.linalg.norm(first) / numpy.linalg.norm(matrix(down)[0])), 4)
        return None


def longer(up, held):
    """How many times the rows of a matrix are as long where the model holds two that follow each other; None if it holds none."""
    if up.shape[1] != held.shape[1]:
        return None
    lengths, held_lengths = numpy.linalg.norm(up, axis=1), numpy.linalg.norm(held, axis=1)
    with numpy.errstate(all='ignore'):
        directed, held_directed = up / lengths[:, None], held / held_lengths[:, None]
    for row in range(0, len(up), max(1, len(up) // TRIED)):
        at = numpy.flatnonzero(numpy.abs(held_directed - directed[row]).max(axis=1) <= SAME)
        for one in at:
            alone = row + 1 == len(up) or one + 1 == len(held) or lengths[row + 1] == 0
            if alone or numpy.abs(held_directed[one + 1] - directed[row + 1]).max() <= SAME:
                return held_lengths[one] / lengths[row]
    return None
