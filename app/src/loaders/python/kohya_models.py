"""The models of a draw as kohya's programs know them: layers in the containers by whose class their networks are built.

A layer that a file does not name has no values, so that wide models cost nothing.
"""

import json
import os
import re

import torch

import naming

UNET = {r'(down|up)_blocks\.\d+\.attentions\.\d+|mid_block\.attentions\.\d+': 'Transformer2DModel',
        r'(down|up)_blocks\.\d+\.resnets\.\d+|mid_block\.resnets\.\d+': 'ResnetBlock2D',
        r'down_blocks\.\d+\.downsamplers\.\d+': 'Downsample2D', r'up_blocks\.\d+\.upsamplers\.\d+': 'Upsample2D'}
SGM = {r'(input|output)_blocks\.\d+\.\d+|middle_block\.\d+': None}
FLUX = {r'double_blocks\.\d+': 'DoubleStreamBlock', r'single_blocks\.\d+': 'SingleStreamBlock'}
HUNYUAN = {r'double_blocks\.\d+': 'MMDoubleStreamBlock', r'single_blocks\.\d+': 'MMSingleStreamBlock'}
CLIP = {r'.*\.self_attn': 'CLIPAttention', r'.*\.mlp': 'CLIPMLP'}
T5 = {r'.*SelfAttention': 'T5Attention', r'.*DenseReluDense': 'T5DenseGatedActDense'}


class Description:
    """What the draw says of a model: the shapes of the layers of each component, in the program's names of the denoiser's."""

    def __init__(self, key, folder, authors):
        with open(os.path.join(folder, 'models', 'tiny-%s.json' % key)) as file:
            described = json.load(file)
        known = naming.layers(shapes(described))
        rows = naming.native(key, known) if authors else []
        named = {one for _, modules in rows for one in modules}
        rows += [(name, [name]) for name in known if name not in named]
        self.layers = {name: (sum(known[one][0] for one in modules),) + known[modules[0]][1:] for name, modules in rows}
        self.encoders = [naming.layers(shapes(component)) for name, component in described['components'].items()
                         if name.startswith('text_encoder')]


def shapes(component):
    return {name: tensor['shape'] for name, tensor in component['tensors'].items()}


def layer(shape, real):
    """Of zeros, so that what is added to it is what is left; without values where the file does not name it."""
    device = None if real else 'meta'
    if len(shape) == 2:
        made = torch.nn.Linear(shape[1], shape[0], bias=False, device=device)
    else:
        kind = {3: torch.nn.Conv1d, 4: torch.nn.Conv2d, 5: torch.nn.Conv3d}[len(shape)]
        made = kind(shape[1], shape[0], tuple(shape[2:]), bias=False, device=device)
    if real:
        torch.nn.init.zeros_(made.weight)
    return made


def tree(layers, classes, files_names=(), root=None):
    """Modules inside modules, of the classes that the expressions find by their names."""
    top = (root or torch.nn.Module)()
    for name, shape in layers.items():
        place, words = top, name.split('.')
        for at, word in enumerate(words[:-1]):
            if word not in place._modules:
                path = '.'.join(words[:at + 1])
                place.add_module(word, type(class_of(path, classes, layers), (torch.nn.Module,), {})())
            place = place._modules[word]
        flat = name.replace('.', '_')
        place.add_module(words[-1], layer(shape, any(flat in one for one in files_names)))
    return top


def class_of(path, classes, layers):
    for pattern, name in classes.items():
        if re.fullmatch(pattern, path):
            return name or unet_class(path, layers)
    return 'Box'


def unet_class(path, layers):
    """Of a part of a block of the UNet as Stability numbers them."""
    inside = {name[len(path) + 1:] for name in layers if name.startswith(path + '.')}
    if any(name.startswith('transformer_blocks') for name in inside):
        return 'Transformer2DModel'
    if any(name.startswith('in_layers') for name in inside):
        return 'ResnetBlock2D'
    return 'Downsample2D' if 'op' in inside else 'Upsample2D' if 'conv' in inside else 'Box'
