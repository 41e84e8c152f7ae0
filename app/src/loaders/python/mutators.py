"""What people, trainers and converters do to files: mutators by the number of the kind that each makes; 0 for none in particular.

A mutator returns False where it has nothing to do in a file, and leaves the file as it is then.
"""

import re

import algorithms
import alphas as scaling
from adapter import METADATA
from conventions import own

DOWN = re.compile(r'lora_A|lora_down|lora\.down|lora_linear_layer\.down|_lora\.down|lora\d?\.down')
UP = re.compile(r'lora_B|lora_up|lora\.up|lora_linear_layer\.up|_lora\.up|lora\d?\.up')


def pairs(adapter):
    return [unit for unit in adapter.units if len(unit.needs) == 2]


def one(adapter):
    found = pairs(adapter)
    return adapter.random.choice(found) if found else None


def linear(adapter):
    return [unit for unit in pairs(adapter) if len(unit.layer) == 2]


def under(adapter):
    """True if the file has PEFT's names under the denoiser's component."""
    return any(name.startswith(adapter.main + '.') and '.lora_A.' in name for name in adapter.tensors)


def half(adapter):
    unit = one(adapter)
    return False if unit is None else adapter.lone(unit, adapter.random.choice(unit.needs))


def every_half(adapter):
    found = pairs(adapter)
    if not found:
        return False
    at = adapter.random.choice((0, 1))
    for unit in found:
        adapter.lone(unit, unit.needs[at])
    return None


def bias(adapter, share=0.5):
    found = [unit for unit in pairs(adapter) if unit.needs[1].endswith('.lora_B.weight')]
    if not found:
        return False
    for unit in adapter.random.sample(found, max(1, int(len(found) * share))):
        adapter.part(unit, '.lora_B.bias', adapter.values(unit.layer[0]))
    return None


def magnitude(adapter, share=0.5, end='.lora_magnitude_vector'):
    found = [unit for unit in pairs(adapter) if end == '.dora_scale' or '.lora_B.' in unit.needs[1]]
    if not found:
        return False
    for unit in adapter.random.sample(found, max(1, int(len(found) * share))):
        shape = (unit.layer[0], 1) if end == '.dora_scale' else (unit.layer[0],)
        adapter.part(unit, adapter.random.choice((end, end + '.weight')) if share == 1 and end != '.dora_scale' else end, abs(adapter.values(*shape)) + 1)
    return None


def dora(adapter):
    return False if not under(adapter) else adapter.declare(4, use_dora=True)


def lower(adapter):
    return False if not under(adapter) else adapter.rename(lambda name: name.replace('lora_A', 'lora_a').replace('lora_B', 'lora_b'))


def ghost(adapter):
    """A name that leads nowhere, and nothing else under the component; or beside what is there."""
    if adapter.random.random() < 0.5:
        adapter.tensors, adapter.units = {}, []
    adapter.tensors[adapter.main + '.lora_ghost.weight'] = adapter.values(4, 4)


def kernels(adapter):
    found = linear(adapter)
    if not found:
        return False
    for unit in adapter.random.sample(found, adapter.random.choice((1, len(found)))):
        for name in unit.needs:
            adapter.tensors[name] = adapter.tensors[name][:, :, None, None]
    return None


def bare(adapter):
    """The denoiser's names alone."""
    adapter.rename(lambda name: re.sub(r'^(transformer|unet|diffusion_model)\.', '', name))


def down_up(adapter):
    adapter.rename(lambda name: name.replace('lora_A', 'lora_down').replace('lora_B', 'lora_up'))


def bare_down_up(adapter):
    bare(adapter)
    down_up(adapter)


def empty(adapter):
    adapter.tensors, adapter.units = {}, []


def odd_spelling(adapter):
    unit = one(adapter)
    if unit is None:
        return False
    return adapter.renamed(unit, lambda name: name.replace('lora_A.', 'lora_linear_layer.down.').replace('lora_B.', 'lora_linear_layer.up.')
                           .replace('lora_down.', 'lora_A.').replace('lora_up.', 'lora_B.'))


def difference(adapter):
    found = linear(adapter)
    if not found:
        return False
    unit = adapter.random.choice(found)
    return adapter.whole(unit.base + '.diff', adapter.values(*unit.layer))


def declared(adapter):
    """Diffusers' metadata on a file that says its alphas itself, or says nothing."""
    return False if METADATA in adapter.metadata else adapter.declare(adapter.random.choice((2, 4, 8)))


def top(adapter, names, prefix, style='du', flat=True):
    for name, target in names:
        if target not in adapter.shapes[adapter.main]:
            return False
        base = prefix + (name.replace('.', '_') if flat else name)
        if base + ('.lora_down.weight' if style == 'du' else '.lora_A.weight') in adapter.tensors:
            return False
        adapter.add(base, adapter.main, [target], style, alpha=style == 'du')
    return None


def same(*names):
    return [(name, name) for name in names]


def peft_inside(adapter):
    """`transformer.base_model.model.`: a wrapper that was not taken off."""
    adapter.rename(lambda name: re.sub(r'^(transformer\.|unet\.|diffusion_model\.|base_model\.model\.)?', adapter.main + '.base_model.model.', name, count=1))


def compiled(adapter):
    known = [name for name in adapter.tensors if name.startswith((adapter.main + '.', 'diffusion_model.', 'base_model.model.'))]
    if not known:
        return False
    return adapter.rename(lambda name: re.sub(r'^(transformer|unet|diffusion_model|base_model\.model)\.', r'\1._orig_mod.', name))


def word(adapter):
    """Names of one word, flattened: what has no dot is its own flat name."""
    words = [name for name in adapter.shapes[adapter.main] if '.' not in name]
    return False if not words else top(adapter, same(adapter.random.choice(words)), adapter.random.choice(('lora_unet_', 'lora_transformer_')))


def processor_loha(adapter):
    rows = [row for row in own(adapter) if re.search(r'attn\d?\.to_(q|k|v)$', row[0])]
    if not rows:
        return False
    for name, targets in adapter.random.sample(rows, min(3, len(rows))):
        base = '%s.%s' % (adapter.main, re.sub(r'\.to_(q|k|v)$', r'.processor.to_\1', name))
        out, inner = adapter.shapes[adapter.main][targets[0]][:2]
        for end, shape in (('w1_a', (out, 3)), ('w1_b', (3, inner)), ('w2_a', (out, 3)), ('w2_b', (3, inner))):
            adapter.whole('%s.hada_%s' % (base, end), adapter.values(*shape))
        parts = adapter.units[-4:]
        parts[0].base, parts[0].needs = base, [unit.needs[0] for unit in parts]
        del adapter.units[-3:]
    return None


def default_word(adapter, end='.weight'):
    found = [unit for unit in pairs(adapter) if '.lora_A.weight' in unit.needs[0]]
    if not found:
        return False
    for unit in adapter.random.sample(found, adapter.random.choice((1, len(found)))):
        adapter.renamed(unit, lambda name: re.sub(r'(lora_[AB])\.weight$', r'\1.default' + end, name))
    return None


def processor_alpha(adapter):
    found = [name for name in adapter.tensors if '.processor.' in name and DOWN.search(name)]
    if not found:
        return False
    for name in found:
        adapter.tensors[re.sub(r'_lora\..*', '.alpha', name)] = adapter.values(1)[0] * 0 + 2
    return None


def alphas(adapter):
    for unit in pairs(adapter):
        if not unit.alpha:
            unit.alpha = unit.base + '.alpha'
            adapter.tensors[unit.alpha] = adapter.values(1)[0] * 0 + adapter.random.choice((1, 2, 8))


def no_alphas(adapter):
    found = [unit for unit in adapter.units if unit.alpha]
    for unit in found:
        adapter.drop(unit.alpha)
    return None if found else False


def wider(adapter):
    unit = one(adapter)
    if unit is None:
        return False
    down = unit.needs[0]
    adapter.tensors[down] = adapter.values(unit.rank, adapter.random.choice((unit.layer[1] * 2, unit.layer[1] // 2 or 1)), *unit.layer[2:])
    return None


def ranks(adapter):
    unit = one(adapter)
    if unit is None:
        return False
    adapter.tensors[unit.needs[0]] = adapter.values(unit.rank + 2, *unit.layer[1:])
    return None


def beyond(adapter):
    unit = one(adapter)
    changed = unit and re.sub(r'([._])\d+([._])', r'\g<1>77\g<2>', unit.base, count=1)
    return False if unit is None or changed == unit.base else adapter.renamed(unit, lambda name: changed + name[len(unit.base):])


def unknown(adapter):
    unit = one(adapter)
    return False if unit is None else adapter.renamed(unit, lambda name: unit.base + 'x' + name[len(unit.base):])


def transposed(adapter):
    found = linear(adapter)
    if not found:
        return False
    unit = adapter.random.choice(found)
    for name in unit.needs:
        adapter.tensors[name] = adapter.tensors[name].T
    return None


def unprefixed(adapter):
    found = [unit for unit in adapter.units if '.' in unit.base]
    chosen = adapter.random.sample(found, max(1, len(found) // 2)) if found else []
    for unit in chosen:
        adapter.renamed(unit, lambda name: re.sub(r'^(transformer|unet|diffusion_model|base_model\.model|text_encoder\w*)\.', '', name))
    return None if chosen else False


def prefix(adapter):
    new = adapter.random.choice(('model.', 'module.', 'unet.', 'model.diffusion_model.', 'transformer.transformer.', 'base_model.model.transformer.'))
    adapter.rename(lambda name: re.sub(r'^(transformer|unet|diffusion_model|base_model\.model)\.|^(?=[^.]+\.)', new, name, count=1))


def no_weight(adapter):
    adapter.rename(lambda name: re.sub(r'\.weight$', '', name))


def no_layer(adapter):
    """A pair for a norm, an embedding, a dropout, an activation."""
    component = adapter.random.choice([name for name in adapter.others if any(one.startswith(name + '.') for one in adapter.tensors)] or [None])
    if component is None or not adapter.others[component]:
        return False
    base = '%s.%s' % (component, adapter.random.choice(adapter.others[component]))
    for end, shape in adapter.random.choice(((('.lora_A.weight', (4, 8)), ('.lora_B.weight', (8, 4))), (('.lora_embedding_A', (4, 99)), ('.lora_embedding_B', (16, 4))))):
        adapter.whole(base + end, adapter.values(*shape))
    adapter.units[-2].base = base
    adapter.units[-2].needs += adapter.units.pop().needs
    return None


def container(adapter):
    unit = one(adapter)
    if unit is None or unit.base.count('.') < 2:
        return False
    stem = unit.base.rpartition('.')[0]
    return adapter.renamed(unit, lambda name: stem + name[len(unit.base):])


def magnitudes(adapter):
    return magnitude(adapter, 1)


def scales(adapter):
    return magnitude(adapter, adapter.random.choice((0.5, 1)), '.dora_scale')


def biases(adapter):
    return bias(adapter, 1)


def bias_differences(adapter):
    for unit in pairs(adapter):
        adapter.part(unit, '.diff_b', adapter.values(unit.layer[0]))


def lokr(adapter):
    unit = one(adapter)
    if unit is None:
        return False
    for name in list(unit.needs):
        adapter.lone(unit, name) if len(unit.needs) == 2 else adapter.drop(name)
    adapter.units = [other for other in adapter.units if other.needs or other.parts]
    for name in [name for name in adapter.tensors if name.startswith(unit.base + '.')]:
        del adapter.tensors[name]
    adapter.units = [other for other in adapter.units if other is not unit]
    shapes = {'lokr_w1': (2, 2), 'lokr_w2': (max(1, unit.layer[0] // 2), max(1, unit.layer[1] // 2))}
    for end, shape in shapes.items():
        adapter.whole('%s.%s' % (unit.base, end), adapter.values(*shape))
    adapter.units[-2].needs += adapter.units.pop().needs
    return None


MUTATORS = {
    0: [wider, ranks, beyond, unknown, transposed, unprefixed, prefix, no_weight, no_layer, container, alphas, no_alphas, lokr, bias_differences,
        biases, magnitudes, down_up, bare, difference, algorithms.embedding] + algorithms.OTHERS,
    1: [half],
    2: [bias, magnitude, dora],
    3: [every_half, lower, ghost],
    4: [kernels],
    5: [half, bare_down_up, empty, lambda a: top(a, same(a.random.choice(('x_embedder', 'context_embedder'))), 'lora_transformer_')],
    6: [scales, magnitude, odd_spelling, difference],
    7: [declared],
    9: [lambda a: top(a, same('add_embedding.linear_%d' % a.random.choice((1, 2))), 'lora_unet_')],
    10: [peft_inside],
    12: [compiled],
    19: [lambda a: top(a, same('proj_in'), 'diffusion_model.', 'ab', flat=False)],
    21: [word],
    23: [processor_loha, default_word, lambda a: default_word(a, '')],
    25: [magnitudes, scales],
    26: [declared, processor_alpha] + scaling.OF_SCALE,
}
#: Kinds that one family makes, and the conventions under which it does; others are made anywhere.
ONLY = {
    5: ({'flux'}, None), 6: ({'wan', 'wan-i2v', 'skyreels-v2', 'helios', 'wan-vace'}, {'comfy', 'comfy, kohya\'s ends', 'whole blocks'}),
    7: ({'stable-diffusion', 'stable-diffusion-xl'}, {'kohya', 'kohya, diffusers\' blocks', 'kohya with text encoders'}),
    9: ({'stable-diffusion-xl'}, {'kohya', 'kohya, diffusers\' blocks'}), 19: ({'ltx-video'}, {'comfy'}),
    26: (None, {'diffusers', 'processors', 'comfy', 'comfy, kohya\'s ends', 'kohya', 'kohya, diffusers\' blocks', 'kohya with text encoders', 'generic',
                'diffusers with text encoders', 'under transformer', 'diffusers, old ends', 'onetrainer'}),
}
