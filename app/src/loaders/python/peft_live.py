"""What `PeftModel.from_pretrained` does with each folder of a draw: `python peft_live.py FOLDER` writes FOLDER/peft.jsonl."""

import logging
import sys
import warnings

import peft
import torch

import found
import frame
from models import FAMILIES
from products import head, product_of, scale_of

ADAPTER = 'default'
#: Of layers with more weights than this only some rows are multiplied out.
WIDE, ROWS = 10 ** 6, 8


class Changed(found.Found):
    """What PEFT itself says that it adds to each weight."""

    def __init__(self, model):
        super().__init__()
        self.layers = {name: module for name, module in model.named_modules()
                       if hasattr(module, 'get_delta_weight') and ADAPTER in getattr(module, 'scaling', {})}

    def scale(self, needs, arrays):
        layer = next((module for name, module in self.layers.items() if needs[0].startswith(name + '.')), None)
        if layer is None or len(needs) < 2:
            return None
        with torch.no_grad():
            if layer.get_base_layer().weight.numel() > WIDE:
                arrays = self.cut(layer, needs, arrays)
            product = arrays and product_of(needs, arrays)
            return product and scale_of(product, [head(layer.get_delta_weight(ADAPTER).detach().flatten(1).numpy())])[1]

    def cut(self, layer, needs, arrays):
        """Leaves a few rows of a wide linear layer's pair; None for what is no such pair."""
        if len(needs) != 2 or ADAPTER not in getattr(layer, 'lora_B', {}):
            return None
        up = layer.lora_B[ADAPTER].weight
        up.data = up.data[::max(1, len(up) // ROWS)]
        return {needs[0]: arrays[needs[0]], needs[1]: arrays[needs[1]][::max(1, len(arrays[needs[1]]) // ROWS)]}


def load(entry, path):
    """A model is made anew for each: PEFT leaves what it began to change."""
    family = FAMILIES[entry['model']]
    model = family.build()[family.main]
    before, error = found.weights(model), None
    try:
        model = peft.PeftModel.from_pretrained(model, path)
    except Exception as stop:  # whatever a person would see
        error = '%s: %s' % (type(stop).__name__, str(stop))
    seen = found.Found() if error is not None else Changed(model)
    if error is None:
        seen.look(model.base_model.model if hasattr(model.base_model, 'model') else model, before)
    return frame.judge(entry, frame.tensors(path), seen, error)


def main(folder):
    warnings.filterwarnings('ignore')
    logging.disable(logging.CRITICAL)
    torch.set_num_threads(1)
    version = 'PEFT %s, torch %s' % (peft.__version__, torch.__version__)
    frame.run(folder, 'peft', version, load, lambda entry: entry['folder'])


if __name__ == '__main__':
    main(sys.argv[1])
