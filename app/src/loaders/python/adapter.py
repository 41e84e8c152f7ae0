"""A file that is being drawn: its tensors, and the modules that its maker meant."""

import json
import os
import re

import numpy
from safetensors.numpy import save_file

ENDS = {
    'ab': ('.lora_A.weight', '.lora_B.weight'),
    'du': ('.lora_down.weight', '.lora_up.weight'),
    'dots': ('.lora.down.weight', '.lora.up.weight'),
    'linear': ('.lora_linear_layer.down.weight', '.lora_linear_layer.up.weight'),
    'default': ('.lora_A.default.weight', '.lora_B.default.weight'),
}
METADATA = 'lora_adapter_metadata'


class Unit:
    """A module of the file. `needs`: the tensors without which it does nothing; `parts`: what else of it has to arrive."""

    def __init__(self, base, component, targets, layer, rank):
        self.base, self.component, self.targets, self.layer, self.rank = base, component, targets, layer, rank
        self.needs, self.parts, self.alpha = [], [], None

    def tensors(self):
        return self.needs + self.parts + ([self.alpha] if self.alpha else [])


class Adapter:
    """Tensors by name. `shapes`: the layers of each component of the model, the denoiser first; `others`: its modules that are no
    layers, `embeddings`: the shapes of those that are embeddings.
    """

    def __init__(self, key, known, random, numbers):
        self.key, self.random, self.numbers = key, random, numbers
        self.shapes = {name: dict(layers) for name, (layers, _, _) in known.items()}
        self.others = {name: others for name, (_, others, _) in known.items()}
        self.embeddings = {name: embeddings for name, (_, _, embeddings) in known.items()}
        self.main = next(iter(known))
        self.tensors, self.metadata, self.config, self.units, self.kinds = {}, {}, None, [], []

    def values(self, *shape):
        return (self.numbers.standard_normal(shape) * 0.05).astype(numpy.float32)

    def add(self, base, component, targets, style, alpha=None, rank=None):
        """A pair beside one layer, or beside several that are one in the names of the file."""
        layers = [self.shapes[component][target] for target in targets]
        layer = (sum(one[0] for one in layers),) + tuple(layers[0][1:])
        rank = rank or self.random.choice((3, 4, 4, 4, 6))
        unit = Unit(base, component, targets, layer, rank)
        down, up = ENDS[style]
        unit.needs = [base + down, base + up]
        if any(name in self.tensors for name in unit.needs):
            return None
        self.tensors[base + down] = self.values(rank, *layer[1:])
        self.tensors[base + up] = self.values(layer[0], rank, *[1] * (len(layer) - 2))
        if alpha:
            unit.alpha = base + '.alpha'
            self.tensors[unit.alpha] = numpy.array(self.random.choice((1.0, 2.0, 4.0, rank * 1.0)), numpy.float32)
        self.units.append(unit)
        return unit

    def whole(self, name, array):
        """A module that is one tensor: a difference, or a norm."""
        unit = Unit(name.rpartition('.')[0], self.main, [], array.shape, 0)
        unit.needs = [name]
        self.tensors[name] = array
        self.units.append(unit)

    def part(self, unit, end, array):
        self.tensors[unit.base + end] = array
        unit.parts.append(unit.base + end)

    def drop(self, name):
        del self.tensors[name]
        for unit in self.units:
            for listed in (unit.needs, unit.parts):
                if name in listed:
                    listed.remove(name)
            if unit.alpha == name:
                unit.alpha = None

    def lone(self, unit, name):
        """Takes one half of a pair out: what is left does nothing."""
        self.drop(name)
        unit.parts, unit.needs = unit.parts + unit.needs, []

    def rename(self, change):
        """Gives every tensor the name that `change` makes of its own; of two that become the same the first stays."""
        names, tensors = {}, {}
        for name, array in self.tensors.items():
            new = change(name)
            names[name] = new if new not in tensors else None
            tensors.setdefault(new, array)
        self.tensors = tensors
        for unit in self.units:
            unit.base = re.sub(r'\.weight$', '', change(unit.base + '.weight'))
            unit.needs = [names[one] for one in unit.needs if names[one]]
            unit.parts = [names[one] for one in unit.parts if names[one]]
            unit.alpha = names.get(unit.alpha)

    def renamed(self, unit, change):
        """As rename, for the tensors of one module."""
        own = set(unit.tensors())
        self.rename(lambda name: change(name) if name in own else name)

    def declare(self, alpha, **more):
        """PEFT's configuration as diffusers keeps it in the metadata of a file."""
        declared = {}
        for component in {unit.component for unit in self.units}:
            ranks = [unit.rank for unit in self.units if unit.component == component]
            declared.update({component + '.r': ranks[0], component + '.lora_alpha': alpha, component + '.target_modules': ['to_q', 'to_k'],
                             component + '.rank_pattern': {t: unit.rank for unit in self.units if unit.component == component
                                                           for t in unit.targets if unit.rank != ranks[0]}})
            declared.update({component + '.' + name: value for name, value in more.items()})
        self.metadata[METADATA] = json.dumps(declared)

    def entry(self, number, folder):
        """Writes the file; returns its line of the manifest."""
        name = '%s-%03d' % (self.key, number)
        path = name if self.config is not None else name + '.safetensors'
        where = os.path.join(folder, 'files', path)
        if self.config is not None:
            os.makedirs(where, exist_ok=True)
            with open(os.path.join(where, 'adapter_config.json'), 'w') as file:
                json.dump(self.config, file)
            where = os.path.join(where, 'adapter_model.safetensors')
        save_file({one: numpy.ascontiguousarray(array) for one, array in self.tensors.items()}, where, metadata=self.metadata or None)
        units = [dict(name=unit.base, needs=unit.needs, parts=unit.parts) for unit in self.units if unit.needs or unit.parts]
        return dict(id=name, model=self.key, path=os.path.join('files', path), folder=self.config is not None, kinds=self.kinds, units=units)
