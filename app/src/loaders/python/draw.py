"""Draws the files of one run: `python draw.py FOLDER SEED [files of each family]` writes models, files and FOLDER/manifest.jsonl.

Each file has a convention of names and up to four mutations; half of them have two or more. Every kind is made at least five times.
"""

import collections
import json
import os
import random
import sys

import numpy

import configs
import conventions
import models
import naming
from adapter import Adapter
from mutators import MUTATORS, ONLY

LEAST = 5
#: A model whose files are large.
WHOLE = 'flux-whole'
SEVEN = ('cogvideox', 'wan', 'wan-i2v', 'flux', WHOLE, 'hunyuan-video', 'ltx-video', 'stable-diffusion', 'stable-diffusion-xl')


def draw(key, shapes, seed, number, kind=None):
    """One file; with a mutation of a kind, if one is named and does anything in the file that comes out."""
    dice = random.Random('%s %s %s' % (seed, key, number))
    adapter = Adapter(key, {name: dict(known) for name, known in shapes.items()}, dice, numpy.random.default_rng(dice.getrandbits(64)))
    choices = conventions.of(key)
    wanted = ONLY.get(kind, (None, None))[1]
    names = [name for name in choices if not wanted or name in wanted]
    name = dice.choices(names, [choices[one][0] for one in names])[0]
    choices[name][1](adapter)
    made = [] if kind is None else [kind]
    made += dice.choices(list(MUTATORS), [12 if one == 0 else 1 for one in MUTATORS], k=dice.choice((0, 1, 1, 2, 2, 3)))
    done = [one for one in made if fits(one, key, name) and dice.choice(MUTATORS[one])(adapter) is not False]
    adapter.kinds = sorted(set(adapter.kinds + done + ([] if key in SEVEN else [11])))
    return adapter, name, len(done)


def fits(kind, key, name):
    families, names = ONLY.get(kind, (None, None))
    return (families is None or key in families) and (names is None or name in names)


def scheduled(key, number, count):
    """The kind that a file is drawn for: each in turn in the first half of a family's files, chance in the second."""
    kinds = [kind for kind in MUTATORS if kind and (ONLY.get(kind, (None, None))[0] is None or key in ONLY[kind][0])]
    kinds += [kind for kind in kinds if len(ONLY.get(kind, (SEVEN,))[0] or SEVEN) < 3] * 2
    return kinds[number % len(kinds)] if number < count // 2 else None


def main(folder, seed, count):
    models.write(os.path.join(folder, 'models'))
    os.makedirs(os.path.join(folder, 'files'), exist_ok=True)
    made = collections.Counter()
    with open(os.path.join(folder, 'manifest.jsonl'), 'w') as manifest:
        for key, family in models.FAMILIES.items():
            built = family.build()
            shapes = {name: naming.layers(models.shapes(model)) for name, model in built.items()}
            few = key == WHOLE
            for number in range(min(count, 4) if few else count):
                adapter, convention, mutations = draw(key, shapes, seed, number, None if few else scheduled(key, number, count))
                write(manifest, made, adapter, number, folder, family, convention, mutations)
            if key in SEVEN and not few:
                for number in range(count, count + configs.COUNT):
                    adapter, convention, mutations = configs.draw(key, built[family.main], shapes, seed, number)
                    write(manifest, made, adapter, number, folder, family, convention, mutations)
    missing = [kind for kind in [one for one in MUTATORS if one] + list(configs.MUTATORS) if made[kind] < LEAST]
    if missing:
        sys.exit('The draw has fewer than %d files of kinds %s: draw more of each family.' % (LEAST, missing))


def write(manifest, made, adapter, number, folder, family, convention, mutations):
    entry = adapter.entry(number, folder)
    entry.update(family=family.family, named=family.name, convention=convention, mutations=mutations)
    made.update(entry['kinds'])
    manifest.write(json.dumps(entry) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 80)
