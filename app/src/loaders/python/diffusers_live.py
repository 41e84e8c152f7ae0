"""What `load_lora_weights` of diffusers does with each file of a draw: `python diffusers_live.py FOLDER` writes FOLDER/diffusers.jsonl."""

import logging
import os
import sys
import warnings

import diffusers
import peft
import torch
import transformers
from peft.tuners.tuners_utils import BaseTunerLayer

import found
import frame
from models import FAMILIES

ADAPTER = 'a'
ENDS = ('lora_A.weight', 'lora_B.weight')


class Given:
    """Stands before PEFT's `set_peft_model_state_dict`, and sees whether the names that come out of the converters end as it reads them."""

    def __init__(self):
        self.fill, self.readable = peft.set_peft_model_state_dict, True
        peft.set_peft_model_state_dict = self

    def __call__(self, model, tensors, *more, **named):
        self.readable &= all(name.endswith(ENDS) for name in tensors)
        return self.fill(model, tensors, *more, **named)


class Loader:
    """A pipeline for each model, made anew only where a file has changed more than what can be taken out again."""

    def __init__(self):
        self.pipelines, self.given = {}, Given()

    def load(self, entry, path):
        pipe = self.pipelines.pop(entry['model'], None) or FAMILIES[entry['model']].pipeline()
        before = {name: found.weights(model) for name, model in pipe.components.items()}
        error, self.given.readable = None, True
        try:
            pipe.load_lora_weights(os.path.dirname(path), weight_name=os.path.basename(path), adapter_name=ADAPTER)
        except Exception as stop:  # whatever a person would see
            error = '%s: %s' % (type(stop).__name__, str(stop))
        seen = found.Found()
        seen.readable = self.given.readable
        for name, model in pipe.components.items():
            seen.look(model, before[name])
        if not seen.changed and all(restore(model, before[name]) for name, model in pipe.components.items()):
            self.pipelines[entry['model']] = pipe
        return frame.judge(entry, frame.tensors(path), seen, error)


def restore(model, before):
    """Takes the adapter out; false if weights of the model are no longer what they were."""
    for name, module in list(model.named_modules()):
        if isinstance(module, BaseTunerLayer):
            parent, _, last = name.rpartition('.')
            setattr(model.get_submodule(parent), last, module.get_base_layer())
    for kept in ('peft_config', '_hf_peft_config_loaded'):
        if kept in vars(model):
            delattr(model, kept)
    return found.weights(model) == before


def main(folder):
    warnings.filterwarnings('ignore')
    logging.disable(logging.CRITICAL)
    torch.set_num_threads(1)
    version = 'diffusers %s, PEFT %s, transformers %s, torch %s' % (
        diffusers.__version__, peft.__version__, transformers.__version__, torch.__version__)
    frame.run(folder, 'diffusers', version, Loader().load, lambda entry: not entry['folder'])


if __name__ == '__main__':
    main(sys.argv[1])
