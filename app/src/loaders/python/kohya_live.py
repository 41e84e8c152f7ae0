"""What kohya's programs do with each file of a draw: `python kohya_live.py FOLDER` writes FOLDER/kohya.jsonl.

The environment variable KOHYA says where checkouts of sd-scripts and musubi-tuner lie. Their own network modules, and the function of each
that adds adapters to weights as it reads them, run on layers of zeros with the sizes of `models.py`.
"""

import json
import logging
import math
import os
import re
import sys
import tempfile

os.environ['TQDM_DISABLE'] = '1'
KOHYA = os.environ['KOHYA']
sys.path[:0] = [os.path.join(KOHYA, 'musubi-tuner', 'src'), os.path.join(KOHYA, 'sd-scripts')]

from absent import stand_in

stand_in('torchvision', 'transformers', 'accelerate', 'cv2', 'einops', 'imagesize', 'toml', 'diffusers', 'bitsandbytes', 'voluptuous', 'dotenv',
         'schedulefree', 'pytorch_optimizer', 'open_clip', 'matplotlib', 'tensorboard', 'wandb', 'av', 'easydict', 'ftfy', 'sentencepiece',
         'huggingface_hub', installed=True)

import safetensors.torch
import torch

import library.lora_utils
import musubi_tuner.networks.lora
import musubi_tuner.networks.lora_ideogram4
import musubi_tuner.networks.lora_kandinsky
import musubi_tuner.utils.lora_utils
import networks.lora
import networks.lora_flux
import networks.lora_lumina
import networks.lora_sd3

import frame
import kohya_models
from arrived import Arrived
from products import head, product_of, scale_of
from zeros import zeros


class UnetOfStability(networks.lora.SdxlUNet2DConditionModel if isinstance(networks.lora.SdxlUNet2DConditionModel, type) else torch.nn.Module):
    """sd-scripts asks for the class."""

    def __init__(self):
        torch.nn.Module.__init__(self)


class Network:
    """A program that builds a network of a file's pairs: filled, or added to the weights at once (`merged`)."""

    def __init__(self, program, module, classes, strict=True, merged=False, authors=True, root=None, encoders=({},)):
        self.program, self.module, self.classes, self.strict, self.merged = program, module, classes, strict, merged
        self.authors, self.root, self.encoders = authors, root, encoders

    def changes(self, description, tensors):
        """What is added to each layer, by its name in the network."""
        model = kohya_models.tree(description.layers, self.classes, tensors if self.merged else (), self.root)
        encoders = [kohya_models.tree(layers, classes) for layers, classes in zip(description.encoders, self.encoders)]
        encoders += [torch.nn.Module() for _ in range(len(self.encoders) - len(encoders))]
        network = self.create(model, encoders, tensors)
        if self.merged:
            network.merge_to(None, None, tensors, device='cpu')
            return {name: weight for name, weight in model.state_dict().items() if not weight.is_meta}
        network.apply_to(encoders, model)
        network.load_state_dict(tensors, self.strict)
        return {one.lora_name: one.get_weight() for one in network.text_encoder_loras + network.unet_loras}

    def create(self, model, encoders, tensors):
        if self.program == 'musubi-tuner':
            return self.module.create_arch_network_from_weights(1.0, tensors, unet=model, for_inference=True)
        made = self.module.create_network_from_weights(1.0, None, None, encoders, model, tensors, True)
        return made[0] if isinstance(made, tuple) else made


class Weights:
    """A program that adds a file's modules to the weights as it reads them, after `first` was done with their names."""

    def __init__(self, program, module, authors=True, first=lambda tensors: tensors):
        self.program, self.module, self.authors, self.first = program, module, authors, first

    def changes(self, description, tensors):
        tensors = self.first(dict(tensors))
        wanted = {name: shape for name, shape in description.layers.items() if any(name.replace('.', '_') in one for one in tensors)}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'model.safetensors')
            zeros(path, {name + '.weight': shape for name, shape in wanted.items()} or {'none': (1,)})
            return self.module.load_safetensors_with_lora_and_fp8(path, [tensors], [1.0], False, torch.device('cpu'))


def framepack():
    """musubi-tuner's own function, out of a script that imports all of FramePack."""
    with open(os.path.join(KOHYA, 'musubi-tuner', 'src', 'musubi_tuner', 'fpack_generate_video.py')) as file:
        script = file.read()
    names = {'torch': torch, 'logging': logging}
    exec(re.search(r'^def convert_lora_for_framepack.*?(?=^(def|class) (?!convert_))', script, re.DOTALL | re.MULTILINE)[0], names)
    return names['convert_lora_for_framepack']


SD, MUSUBI = 'sd-scripts', 'musubi-tuner'
ADDED = Weights(MUSUBI, musubi_tuner.utils.lora_utils)
DIFFUSERS = Weights(MUSUBI, musubi_tuner.utils.lora_utils, authors=False)
FLUX = Network(SD, networks.lora_flux, kohya_models.FLUX, encoders=(kohya_models.CLIP, kohya_models.T5))
#: By the model's name in `models.py`; neither program has the others.
PROGRAMS = {
    'stable-diffusion': Network(SD, networks.lora, kohya_models.UNET, strict=False, authors=False, encoders=(kohya_models.CLIP,)),
    'stable-diffusion-xl': Network(
        SD, networks.lora, kohya_models.SGM, strict=False, root=UnetOfStability, encoders=(kohya_models.CLIP, kohya_models.CLIP)),
    'stable-diffusion-3': Network(SD, networks.lora_sd3, {r'joint_blocks\.\d+\.(x|context)_block': 'SingleDiTBlock'},
                                  encoders=(kohya_models.CLIP, kohya_models.CLIP, kohya_models.T5)),
    'flux': FLUX, 'flux-whole': FLUX,
    'chroma': Network(SD, networks.lora_flux, kohya_models.FLUX, encoders=({}, kohya_models.T5)),
    'lumina2': Network(SD, networks.lora_lumina, {
        r'(layers|noise_refiner|context_refiner)\.\d+': 'JointTransformerBlock', 'final_layer': 'FinalLayer'}),
    'hunyuan-video': Network(MUSUBI, musubi_tuner.networks.lora, kohya_models.HUNYUAN, merged=True),
    'kandinsky5': Network(MUSUBI, musubi_tuner.networks.lora_kandinsky, {
        r'visual_transformer_blocks\.\d+': 'TransformerDecoderBlock', r'text_transformer_blocks\.\d+': 'TransformerEncoderBlock'},
        merged=True, authors=False),
    'ideogram4': Network(MUSUBI, musubi_tuner.networks.lora_ideogram4, {r'layers\.\d+': 'Ideogram4TransformerBlock'}),
    'anima': Weights(SD, library.lora_utils),
    'flux2': ADDED, 'krea2': ADDED, 'wan': ADDED, 'wan-i2v': ADDED, 'qwen-image': DIFFUSERS, 'z-image': DIFFUSERS,
    'framepack': Weights(MUSUBI, musubi_tuner.utils.lora_utils, authors=False, first=framepack()),
}


class Loader:
    """Gives each file to the program that reads the family of its model."""

    def __init__(self, folder):
        self.folder, self.descriptions = folder, {}

    def load(self, entry, path):
        key, arrays, error = entry['model'], frame.tensors(path), None
        if key not in self.descriptions:
            self.descriptions[key] = kohya_models.Description(key, self.folder, PROGRAMS[key].authors)
        arrived = Arrived(arrays)
        try:
            tensors = safetensors.torch.load_file(path)
            zero = {name for name, tensor in tensors.items() if name.endswith('.alpha') and not tensor.any()}
            look(entry, arrays, self.changes(key, {**tensors, **{name: torch.ones_like(tensors[name]) for name in zero}}), arrived)
            if zero:
                self.scale_again(entry, arrays, self.changes(key, tensors), zero, arrived)
        except Exception as stop:  # whatever a person would see
            error = '%s: %s' % (type(stop).__name__, str(stop))
        return frame.judge(entry, arrays, arrived, error)

    def changes(self, key, tensors):
        with torch.no_grad():
            changes = PROGRAMS[key].changes(self.descriptions[key], tensors)
        return [rows(change) for change in changes.values() if torch.is_tensor(change) and change.any()]

    def scale_again(self, entry, arrays, changes, zero, arrived):
        """An alpha of 0 may leave nothing to see, so that what acts was seen with one of 1."""
        again = Arrived(arrays)
        look(entry, arrays, changes, again)
        for needs in list(arrived.scales):
            if any(name.rpartition('.lora_')[0] + '.alpha' in zero for name in needs):
                arrived.scales[needs] = again.scales.get(needs, 0.0)


def rows(change):
    return head(change.detach().float().flatten(1).numpy())


def look(entry, arrays, changes, arrived):
    """A unit acts if rows from all over its product are rows of what was added, but for one factor, which is the scale."""
    for unit in entry['units']:
        product = product_of([name for name in unit['needs'] if not name.endswith('.alpha')], arrays)
        if product is None:
            continue
        found, scale = scale_of(product, changes)
        if found:
            arrived.changing |= set(unit['needs'])
            arrived.ruined |= scale is not None and not math.isfinite(scale)
            if len(unit['needs']) == 2 and scale is not None:
                arrived.scales[tuple(unit['needs'])] = scale


def main(folder):
    logging.disable(logging.CRITICAL)
    torch.set_num_threads(1)
    version = 'sd-scripts %s, musubi-tuner %s, torch %s' % (revision('sd-scripts'), revision('musubi-tuner'), torch.__version__)
    frame.run(folder, 'kohya', version, Loader(folder).load, lambda entry: not entry['folder'] and entry['model'] in PROGRAMS)


def revision(program):
    """What the program's own `pyproject.toml` or README calls its version."""
    for name, pattern in (('pyproject.toml', r'^version = "([\d.]+)"'), ('README.md', r'[Vv]ersion (\d+\.\d+\.\d+)')):
        path = os.path.join(KOHYA, program, name)
        if os.path.exists(path):
            with open(path) as file:
                found = re.search(pattern, file.read(), re.MULTILINE)
            if found:
                return found[1]
    return 'of no known version'


if __name__ == '__main__':
    main(sys.argv[1])
