"""Folders as PEFT writes them, with what goes wrong in their adapter_config.json: kinds 13 to 18."""

import random

import numpy

from adapter import Adapter
import algorithms
import conventions
from mutators import beyond, default_word, half, kernels, no_weight, wider

COUNT = 32
CONTAINER = 'base_model.model.'


def drop(adapter, name):
    return adapter.config.pop(name, False) and None


def put(adapter, **more):
    adapter.config.update(more)


def other_type(adapter):
    kind = adapter.random.choice(('IA3', 'LOHA', 'LOKR', 'ADALORA', 'OFT'))
    put(adapter, peft_type=kind)


def hadamard(adapter, word='LOHA'):
    """LoHa or LoKr with its own tensors and alpha."""
    ends = {'LOHA': ('hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b'), 'LOKR': ('lokr_w1', 'lokr_w2_a', 'lokr_w2_b')}[word]
    if any(len(unit.layer) != 2 or len(unit.needs) != 2 for unit in adapter.units):
        return False
    old, adapter.units, adapter.tensors = adapter.units, [], {}
    for unit in old:
        out, inner = unit.layer
        first = next(one for one in (4, 2, 1) if out % one == 0), next(one for one in (4, 2, 1) if inner % one == 0)
        shapes = {'hada_w1_a': (out, 4), 'hada_w1_b': (4, inner), 'hada_w2_a': (out, 4), 'hada_w2_b': (4, inner), 'lokr_w1': first,
                  'lokr_w2_a': (out // first[0], 4), 'lokr_w2_b': (4, inner // first[1])}
        for end in ends:
            adapter.whole('%s.%s' % (unit.base, end), adapter.values(*shapes[end]))
        made = adapter.units[-len(ends):]
        made[0].base, made[0].needs = unit.base, [one.needs[0] for one in made]
        del adapter.units[1 - len(ends):]
    put(adapter, peft_type=word, alpha=adapter.config.pop('lora_alpha', 8))
    return None


def layers_with_pattern(adapter):
    names = sorted({conventions.block(name).rpartition('.')[0] for unit in adapter.units for name in unit.targets if conventions.block(name)})
    if not names:
        return False
    return put(adapter, layers_to_transform=adapter.random.choice(([0], 1, [0, 1])), layers_pattern=adapter.random.choice((names[0], names)))


def exclude(adapter):
    last = adapter.random.choice(adapter.config['target_modules']) if isinstance(adapter.config['target_modules'], list) else 'to_q'
    put(adapter, exclude_modules=adapter.random.choice((last, '.*' + last, [last], '.*0.*', r'.*\.%s' % last)))


def regex(adapter):
    last = adapter.chosen[0].rpartition('.')[2]
    put(adapter, target_modules=adapter.random.choice((r'.*\.%s' % last, '.*attn.*', '.*(to_q|to_k)', '.*blocks.*', last, 'all-linear')))


def saved(adapter):
    """A module that is to be kept whole, with all, some or none of its tensors in the file."""
    name = adapter.random.choice([one for one in adapter.model_tensors if one.endswith('.weight') and '.' in one])[:-len('.weight')]
    put(adapter, modules_to_save=[name if adapter.random.random() < 0.5 else name.rpartition('.')[2]])
    whole = adapter.random.choice(('all', 'weight', 'none'))
    for tensor, shape in adapter.model_tensors.items():
        if tensor.rpartition('.')[0] == name and whole != 'none' and (whole == 'all' or tensor.endswith('.weight')):
            adapter.tensors[CONTAINER + tensor] = adapter.values(*shape)


def numbers(adapter):
    name = adapter.first
    adapter.random.choice((lambda: put(adapter, use_rslora=True), lambda: put(adapter, alpha_pattern={name: 3}),
                           lambda: put(adapter, rank_pattern={name: 7}), lambda: put(adapter, lora_alpha=16),
                           lambda: put(adapter, lora_alpha=0), lambda: put(adapter, lora_alpha=0.5),
                           lambda: put(adapter, use_rslora=True, alpha_pattern={last(name): 5, name: 3}),
                           lambda: put(adapter, alpha_pattern={'^' + name: 3, '.*': 2}), lambda: put(adapter, network_alpha=3)))()


def flags(adapter):
    put(adapter, **adapter.random.choice(({'use_dora': True}, {'lora_bias': True}, {'foo': 1}, {'task_type': 'CAUSAL_LM'})))


def no_container(adapter):
    new = adapter.random.choice(('', 'transformer.', 'base_model.model.model.'))
    adapter.rename(lambda name: new + name[len(CONTAINER):] if name.startswith(CONTAINER) else name)


def embeddings(adapter):
    """An embedding beside the layers."""
    if algorithms.embedding(adapter, CONTAINER, adapter.config.get('r')) is False:
        return False
    if isinstance(adapter.config['target_modules'], list):
        put(adapter, target_modules=adapter.config['target_modules'] + [adapter.units[-1].base[len(CONTAINER):]])
    return put(adapter, **adapter.random.choice(({}, {'lora_bias': True}, {'use_dora': True}, {'target_modules': 'all-linear'})))


MUTATORS = {
    13: [lambda a: drop(a, 'peft_type'), lambda a: drop(a, 'r'), lambda a: drop(a, 'lora_alpha')],
    14: [other_type, hadamard, lambda a: hadamard(a, 'LOKR')],
    15: [layers_with_pattern, lambda a: put(a, layers_to_transform=[0])],
    16: [exclude],
    17: [regex],
    18: [saved],
}
OTHER = [numbers, numbers, embeddings, flags, no_container, wider, half, kernels, beyond, no_weight, default_word]


def draw(key, model, known, seed, number):
    dice = random.Random('%s %s %s' % (seed, key, number))
    adapter = Adapter(key, known, dice, numpy.random.default_rng(dice.getrandbits(64)))
    adapter.model_tensors = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items() if tensor.numel() < 10 ** 6}
    fill(adapter, adapter.random.choice((4, 8)))
    kinds = list(MUTATORS)
    made = [kinds[number % len(kinds)]] if number % 8 else []
    made += dice.choices([0] + kinds, [6] + [1] * len(kinds), k=dice.choice((0, 1, 1, 2)))
    done = [kind for kind in made if dice.choice(MUTATORS.get(kind, OTHER))(adapter) is not False]
    adapter.kinds = sorted(set(done))
    return adapter, 'PEFT\'s folder', len(done)


def fill(adapter, rank):
    """Every layer of some last names, so that the names alone target them; of a large model those of two blocks, named in full."""
    lasts = sorted({last(name) for name in adapter.shapes[adapter.main] if conventions.block(name)})
    chosen = adapter.random.sample(lasts, min(len(lasts), adapter.random.choice((1, 2, 3))))
    names = [name for name in adapter.shapes[adapter.main] if last(name) in chosen]
    if len(adapter.shapes[adapter.main]) > 400:
        names = chosen = [name for name in names if '.0.' in name][:4]
    for name in names:
        adapter.add(CONTAINER + name, adapter.main, [name], 'ab', rank=rank)
    adapter.first, adapter.chosen = names[0], chosen
    adapter.config = dict(peft_type='LORA', r=rank, lora_alpha=adapter.random.choice((4, 8, 16)), target_modules=chosen)


def last(name):
    """`to_q`, and `to_out.0` where the last word is a number."""
    words = name.split('.')
    return '.'.join(words[-2:]) if words[-1].isdigit() else words[-1]
