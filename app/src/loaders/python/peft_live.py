"""What `PeftModel.from_pretrained` does with each folder of a draw: `python peft_live.py FOLDER` writes FOLDER/peft.jsonl."""

import logging
import sys
import warnings

import peft
import torch

import found
import frame
from models import FAMILIES


def load(entry, path):
    """A model is made anew for each: PEFT leaves what it began to change."""
    family = FAMILIES[entry['model']]
    model = family.build()[family.main]
    before, error = found.weights(model), None
    try:
        model = peft.PeftModel.from_pretrained(model, path)
    except Exception as stop:  # whatever a person would see
        error = '%s: %s' % (type(stop).__name__, str(stop))
    seen = found.Found()
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
