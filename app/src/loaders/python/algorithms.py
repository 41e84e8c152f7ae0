"""Modules that are no pairs: the other algorithms beside a layer, and pairs beside embeddings."""

FACTORS = (4, 3, 2, 1)


def chosen(adapter):
    """Pairs of the file that stand beside a layer."""
    found = [unit for unit in adapter.units if len(unit.needs) == 2 and unit.layer and unit.targets]
    return adapter.random.sample(found, adapter.random.choice((1, max(1, len(found) // 2)))) if found else []


def put(adapter, unit, shapes, alpha=None):
    """Other tensors in the place of a pair."""
    for name in unit.tensors():
        del adapter.tensors[name]
    unit.needs, unit.parts, unit.alpha = [], [], None
    for end, shape in shapes.items():
        adapter.tensors[unit.base + '.' + end] = adapter.values(*shape)
        unit.needs.append(unit.base + '.' + end)
    if alpha is not None:
        unit.alpha = unit.base + '.alpha'
        adapter.tensors[unit.alpha] = adapter.values(1)[0] * 0 + alpha


def factor(adapter, size):
    return next(one for one in FACTORS if size % one == 0) if adapter.random.random() < 0.9 else 5


def inputs(layer):
    size = 1
    for one in layer[1:]:
        size *= one
    return size


def hadamard(adapter):
    units, alpha = chosen(adapter), adapter.random.choice((None, 1, 8))
    for unit in units:
        out, inner, rank = unit.layer[0], inputs(unit.layer), unit.rank
        shapes = {'hada_w1_a': (out, rank), 'hada_w1_b': (rank, inner), 'hada_w2_a': (out, rank), 'hada_w2_b': (rank, inner)}
        if len(unit.layer) > 2 and adapter.random.random() < 0.5:
            kernel = tuple(unit.layer[2:])
            for end in ('1', '2'):
                shapes.update({'hada_w%s_a' % end: (rank, out), 'hada_w%s_b' % end: (rank, unit.layer[1]), 'hada_t' + end: (rank, rank) + kernel})
        put(adapter, unit, shapes, alpha)
    return None if units else False


def kronecker(adapter):
    units, alpha, whole = chosen(adapter), adapter.random.choice((None, 1, 8)), adapter.random.random() < 0.5
    for unit in units:
        (out, inner), rank = unit.layer[:2], unit.rank
        first = factor(adapter, out), factor(adapter, inner)
        second = (out // first[0], inner // first[1]) + tuple(unit.layer[2:])
        shapes = {'lokr_w1': first, 'lokr_w2': second}
        if not whole:
            shapes = {'lokr_w1': first, 'lokr_w2_a': (second[0], rank), 'lokr_w2_b': (rank, inputs(second))}
        put(adapter, unit, shapes, alpha)
    return None if units else False


def turned(adapter):
    """OFT, and BOFT's butterflies."""
    units, alpha, butterflies = chosen(adapter), adapter.random.choice((None, 0, 1e-3, 1)), adapter.random.random() < 0.5
    for unit in units:
        size = factor(adapter, unit.layer[0])
        blocks = (unit.layer[0] // size, size, size)
        shapes = {'oft_blocks': (adapter.random.choice((1, 2)),) + blocks if butterflies else blocks}
        if adapter.random.random() < 0.3:
            shapes['rescale'] = (unit.layer[0],) + (1,) * (len(unit.layer) - 1)
        put(adapter, unit, shapes, alpha)
    return None if units else False


def both_sides(adapter):
    """GLoRA, in the order of its factors that LyCORIS had first, or in the later one."""
    units, alpha, first = chosen(adapter), adapter.random.choice((None, 1, 8)), adapter.random.random() < 0.5
    for unit in units:
        (out, inner), rank = unit.layer[:2], unit.rank
        kernel = (1,) * (len(unit.layer) - 2)
        shapes = {'a1.weight': (rank, inner), 'a2.weight': (inner, rank), 'b1.weight': (rank, inner), 'b2.weight': (out, rank)} if first else {
            'a1.weight': (inner, rank), 'a2.weight': (rank, inner), 'b1.weight': (out, rank), 'b2.weight': (rank, inner)}
        put(adapter, unit, {end: shape + kernel for end, shape in shapes.items()}, alpha)
    return None if units else False


def embedding(adapter, stem=None, rank=None):
    """PEFT's parameters beside an embedding; sometimes of another size."""
    components = [name for name in adapter.embeddings if adapter.embeddings[name]]
    if not components:
        return False
    component = adapter.random.choice(components)
    name, (words, out) = adapter.random.choice(list(adapter.embeddings[component].items()))
    base, rank = (component + '.' if stem is None else stem) + name, rank or adapter.random.choice((3, 4))
    if base + '.lora_embedding_A' in adapter.tensors:
        return False
    for end, shape in (('.lora_embedding_A', (rank, words)), ('.lora_embedding_B', (out, rank if adapter.random.random() < 0.9 else rank + 1))):
        adapter.whole(base + end, adapter.values(*shape))
    adapter.units[-2].base, adapter.units[-2].component = base, component
    adapter.units[-2].needs += adapter.units.pop().needs
    return None


OTHERS = [hadamard, kronecker, turned, both_sides]
