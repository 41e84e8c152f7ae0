"""What ComfyUI's node “Load LoRA” does with each file of a draw: `python comfyui_live.py FOLDER` writes FOLDER/comfyui.jsonl.

`python comfyui_live.py FOLDER models` writes the models under ComfyUI's own names before that.

The environment variable COMFYUI says where a checkout of ComfyUI lies. Its own `convert_lora`, `load_lora` and `calculate_weight` run, on
its own models without values.
"""

import logging
import os
import sys

sys.path.insert(0, os.environ['COMFYUI'])
arguments, sys.argv = sys.argv, [sys.argv[0], '--cpu']

from absent import stand_in

stand_in('torchsde', 'torchvision', 'torchaudio', 'av', 'kornia', 'spandrel', 'sentencepiece', 'soundfile', 'tokenizers')

import comfy.options

comfy.options.enable_args_parsing()

import comfy.lora
import comfy.lora_convert
import comfy.weight_adapter
import comfyui_version
import numpy
import safetensors.torch
import torch

import comfyui_models
import frame
from arrived import Arrived

sys.argv = arguments
FAILURES = ('ERROR', 'WARNING', 'Calculate')
ROWS = 64


class Log(logging.Handler):
    """What ComfyUI writes, line by line."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())

    def failed(self):
        return any(line.startswith(FAILURES) for line in self.lines)


class Loader:
    """Holds each model of the draw as ComfyUI has it."""

    def __init__(self, folder, log):
        self.folder, self.log, self.models = folder, log, {}

    def load(self, entry, path):
        if entry['model'] not in self.models:
            self.models[entry['model']] = comfyui_models.Model(entry['model'], self.folder)
        model, arrays, error = self.models[entry['model']], frame.tensors(path), None
        arrived = Arrived(arrays)
        try:
            self.change(model, safetensors.torch.load_file(path), arrived)
        except Exception as stop:  # whatever a person would see
            error = '%s: %s' % (type(stop).__name__, str(stop))
        return frame.judge(entry, arrays, arrived, error)

    def change(self, model, tensors, arrived):
        """`load_lora_for_models`, and the changes that follow it."""
        names = {id(tensor): name for name, tensor in tensors.items()}
        patches = comfy.lora.load_lora(comfy.lora_convert.convert_lora(tensors), model.names)
        for key, patch in patches.items():
            key, offset, function = (key, None, None) if isinstance(key, str) else (key + (None, None))[:3]
            held = {names.get(id(one)) for one in parts(patch) if torch.is_tensor(one)}
            if key in model.weights and self.apply(patch, model.weights[key], key, offset, function):
                arrived.changing |= held
                arrived.ruined |= not finite(patch)
                measure(patch, offset, function, names, arrived)

    def apply(self, patch, weight, key, offset, function):
        """False where ComfyUI leaves a weight as it is, and says so in its log."""
        self.log.lines.clear()
        turned = getattr(patch, 'name', '') in ('oft', 'boft')
        if turned:
            weight = torch.full(weight.shape, 0.01)
        else:
            patch = bare(patch)
        comfy.lora.calculate_weight([(1.0, patch, 1.0, offset, function)], weight.clone(), key)
        return not self.log.failed()


def parts(patch):
    return patch.weights if isinstance(patch, comfy.weight_adapter.WeightAdapterBase) else patch[1]


def finite(patch):
    """False where the change is multiplied by what is no number; LoKr of two whole factors has no such number."""
    name, held = getattr(patch, 'name', ''), parts(patch)
    scaled = name in ('lora', 'loha', 'glora') or name == 'lokr' and (held[0] is None or held[1] is None)
    alpha = held[4 if name == 'glora' else 2] if scaled else None
    return alpha is None or bool(numpy.isfinite(float(alpha)))


def bare(patch):
    """The same patch of tensors without values."""
    held = tuple(one.to('meta') if torch.is_tensor(one) else one for one in parts(patch))
    return type(patch)(set(), held) if isinstance(patch, comfy.weight_adapter.WeightAdapterBase) else (patch[0], held)


def measure(patch, offset, function, names, arrived):
    """What ComfyUI adds to the first rows of a weight of zeros, over the product of the pair."""
    if getattr(patch, 'name', '') != 'lora':
        return
    up, down, alpha, middle, magnitude, _ = patch.weights
    if middle is not None or magnitude is not None:
        return
    rows, columns = up[:ROWS].flatten(1), down.flatten(1)
    weight = torch.zeros(rows.shape[0], columns.shape[1])
    part = type(patch)(set(), (rows, columns, alpha, None, None, None))
    change = comfy.lora.calculate_weight([(1.0, part, 1.0, None, None)], weight, '').double().numpy()
    product = rows.double().numpy() @ columns.double().numpy()
    scale = float((change * product).sum() / (product * product).sum())
    if numpy.isnan(scale) or numpy.allclose(change, scale * product, atol=1e-6 + 1e-4 * abs(product).max() * abs(scale)):
        arrived.scales[names.get(id(down)), names.get(id(up))] = scale


def main(folder):
    log = Log()
    logging.getLogger().handlers = [log]
    torch.set_num_threads(1)
    comfyui_models.norms_of_few_channels()
    if len(sys.argv) > 2:
        return comfyui_models.write(folder)
    version = 'ComfyUI %s, torch %s' % (comfyui_version.__version__, torch.__version__)
    frame.run(folder, 'comfyui', version, Loader(folder, log).load,
              lambda entry: not entry['folder'] and entry['model'] in comfyui_models.MODELS)
    return None


if __name__ == '__main__':
    main(sys.argv[1])
