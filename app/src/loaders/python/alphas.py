"""What files say of their scale: alphas of zero, of no number, for some modules only, and configurations that count otherwise."""

import json

import numpy

from adapter import METADATA


def some_alphas(adapter, value):
    units = [unit for unit in adapter.units if len(unit.needs) == 2]
    if not units:
        return False
    for unit in adapter.random.sample(units, max(1, len(units) // 2)):
        unit.alpha = unit.alpha or unit.base + '.alpha'
        adapter.tensors[unit.alpha] = numpy.array(value, numpy.float32)
    return None


def mixed(adapter):
    """Another alpha for each of some modules; the others have none, or what they had."""
    units = [unit for unit in adapter.units if len(unit.needs) == 2]
    if len(units) < 2:
        return False
    for unit in adapter.random.sample(units, adapter.random.randint(1, len(units))):
        unit.alpha = unit.alpha or unit.base + '.alpha'
        adapter.tensors[unit.alpha] = numpy.array(adapter.random.choice((1, 2, 3, 8)), numpy.float32)
    return None


def fewer(adapter):
    """Some modules lose theirs."""
    units = [unit for unit in adapter.units if unit.alpha]
    for unit in adapter.random.sample(units, len(units) // 2):
        adapter.drop(unit.alpha)
    return None if len(units) > 1 else False


def one_number(adapter):
    """Alphas of one dimension."""
    units = [unit for unit in adapter.units if unit.alpha]
    for unit in units:
        adapter.tensors[unit.alpha] = adapter.tensors[unit.alpha].reshape(1)
    return None if units else False


def zero(adapter):
    return some_alphas(adapter, 0)


def no_number(adapter):
    return some_alphas(adapter, numpy.nan)


def halved(adapter):
    return some_alphas(adapter, 0.5)


def patterns(adapter):
    """PEFT's other places for the scale, in the metadata of diffusers."""
    if METADATA in adapter.metadata or not any(name.startswith(adapter.main + '.') for name in adapter.tensors):
        return False
    names = [target for unit in adapter.units if unit.component == adapter.main for target in unit.targets]
    if not names:
        return False
    kind = adapter.random.choice(('alpha_pattern', 'use_rslora'))
    more = {'use_rslora': True} if kind == 'use_rslora' else {'alpha_pattern': {adapter.random.choice(names): 3}}
    return adapter.declare(adapter.random.choice((0, 2, 8)), **more)


def described(adapter):
    """kohya's metadata, which no loader reads."""
    adapter.metadata.update({'ss_network_alpha': '2', 'ss_network_dim': '4', 'ss_training_comment': json.dumps({'alpha': 2})})


OF_SCALE = [mixed, mixed, fewer, one_number, zero, no_number, halved, patterns, described]
