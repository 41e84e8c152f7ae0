"""What all live loaders share: the manifest, and what became of a file's tensors."""

import json
import os
import time

from safetensors import safe_open
import torch


def tensors(path):
    """Every tensor of a file, or of a folder of PEFT's, as float64."""
    file = os.path.join(path, 'adapter_model.safetensors') if os.path.isdir(path) else path
    with safe_open(file, 'pt') as opened:
        return {name: opened.get_tensor(name).to(torch.float64).numpy() for name in opened.keys()}


def judge(entry, arrays, found, error):
    """A line of the results: how many of the modules that the manifest lists act, and whether all that they bring arrived.

    Parameters on the meta device stop the model as soon as it is moved, whatever the file had for the others. Where no tensor of the file
    arrived anywhere, though the names that the program gave to PEFT end as PEFT reads them, the file is called empty all the same: it
    loads, and does nothing. Where the program multiplies some of it by what is no number, the file ruins every picture.
    """
    if error is None and found.empty and (not found.readable or any(found.has(array) for array in arrays.values())):
        error = 'NotImplementedError: Cannot copy out of meta tensor; no data! (%d parameters)' % found.empty
    if error is not None:
        return dict(outcome='raises', applied=0, of=len(entry['units']), error=error[:300])
    applied, whole, scales = 0, True, {}
    for unit in entry['units']:
        acts = bool(unit['needs']) and all(found.has(arrays[name]) for name in unit['needs'])
        applied += acts
        whole &= acts and all(found.has(arrays[name]) for name in unit['parts'])
        if acts:
            scales[unit['needs'][0]] = found.scale(unit['needs'], arrays)
    outcome = 'ruins' if found.ruined else ('applies' if whole else 'partial') if applied else 'empty' if found.room else 'ignored'
    return dict(outcome=outcome, applied=applied, of=len(entry['units']), error='', scales=scales)


def manifest(folder):
    with open(os.path.join(folder, 'manifest.jsonl')) as lines:
        return [json.loads(line) for line in lines]


def run(folder, loader, version, load, chosen):
    """Gives a loader every file that is for it, one after the other; the first line of the results says what was tried."""
    began = time.time()
    with open(os.path.join(folder, loader + '.jsonl'), 'w') as results:
        results.write(json.dumps(dict(loader=loader, version=version)) + '\n')
        for entry in manifest(folder):
            if chosen(entry):
                seen = load(entry, os.path.join(folder, entry['path']))
                results.write(json.dumps(dict(id=entry['id'], loader=loader, **seen)) + '\n')
    print('%s: %.0f s' % (version, time.time() - began), flush=True)
