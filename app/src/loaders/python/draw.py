"""Draws the files of one run: `python draw.py FOLDER SEED [files of each family [FAMILY…]]` writes models, files and FOLDER/manifest.jsonl.

Each file has a convention of names and up to four mutations; half of them have two or more. Every kind is made at least five times: each
family's first files are drawn for the kinds that it can make, those that few families make first.
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
#: How often a file is drawn anew because it did not come out as it was asked for.
ATTEMPTS = 40
#: A model whose files are large.
WHOLE = 'flux-whole'
SEVEN = ('cogvideox', 'wan', 'wan-i2v', 'flux', WHOLE, 'hunyuan-video', 'ltx-video', 'stable-diffusion', 'stable-diffusion-xl')
#: Those of whose models PEFT's folders are drawn; the last has an embedding.
FOLDERS = tuple(key for key in SEVEN if key != WHOLE) + ('ideogram4',)
#: Families beside the seven are a kind of their own.
OTHERS = 11
#: Kinds that mutations or names make, with the families that make them (all if None) and the conventions under which they do.
MAKERS = {**{kind: ONLY.get(kind, (None, None)) for kind in MUTATORS if kind}, **conventions.KINDS}


def draw(key, known, seed, number, kind=None):
    """One file; of a kind and with as many mutations as its place asks for, as far as that can be had."""
    for attempt in range(ATTEMPTS):
        made = drawn(key, known, '%s %s %s %s' % (seed, key, number, attempt), kind)
        if (kind is None or kind in made[0].kinds) and made[2] >= 2 * (number % 2):
            break
    return made


def drawn(key, known, seed, kind):
    dice = random.Random(seed)
    adapter = Adapter(key, known, dice, numpy.random.default_rng(dice.getrandbits(64)))
    choices = conventions.of(key)
    wanted = MAKERS.get(kind, (None, None))[1]
    names = [name for name in choices if not wanted or name in wanted]
    name = dice.choices(names, [choices[one][0] for one in names])[0]
    choices[name][1](adapter)
    made = [kind] if kind in MUTATORS else []
    made += dice.choices(list(MUTATORS), [12 if one == 0 else 1 for one in MUTATORS], k=dice.choice((0, 1, 1, 2, 2, 3)))
    done = [one for one in made if fits(one, key, name) and dice.choice(MUTATORS[one])(adapter) is not False]
    adapter.kinds = sorted(set(adapter.kinds + done + ([] if key in SEVEN else [OTHERS])))
    return adapter, name, len(done)


def fits(kind, key, name):
    families, names = ONLY.get(kind, (None, None))
    return (families is None or key in families) and (names is None or name in names)


def schedule(key):
    """The kinds that a family's first files are drawn for; a kind that few families make as often as that takes."""
    able = {kind: len(families or models.FAMILIES) for kind, (families, _) in MAKERS.items() if families is None or key in families}
    return [kind for kind in sorted(able, key=able.get) for _ in range(-(-(LEAST + 1) // able[kind]))]


def main(folder, seed, count, families):
    models.write(os.path.join(folder, 'models'))
    os.makedirs(os.path.join(folder, 'files'), exist_ok=True)
    tally = collections.Counter()
    with open(os.path.join(folder, 'manifest.jsonl'), 'w') as manifest:
        for key, family in models.FAMILIES.items():
            if families and key not in families:
                continue
            built = family.build()
            known = {name: models.parts(model) for name, model in built.items()}
            plan = [] if key == WHOLE else schedule(key)
            for number in range(min(count, 4) if key == WHOLE else count):
                adapter, convention, mutations = draw(key, known, seed, number, plan[number] if number < len(plan) else None)
                write(manifest, tally, adapter, number, folder, family, convention, mutations)
            if key in FOLDERS:
                for number in range(count, count + configs.COUNT):
                    adapter, convention, mutations = configs.draw(key, built[family.main], known, seed, number)
                    write(manifest, tally, adapter, number, folder, family, convention, mutations)
    if not families:
        check(tally)


def check(tally):
    missing = [kind for kind in [*MAKERS, OTHERS, *configs.MUTATORS] if tally[kind] < LEAST]
    if missing:
        sys.exit('The draw has fewer than %d files of kinds %s: draw more of each family.' % (LEAST, missing))
    if 2 * tally['several'] < tally['files']:
        sys.exit('Of %d files of the draw only %d have two or more mutations.' % (tally['files'], tally['several']))


def write(manifest, tally, adapter, number, folder, family, convention, mutations):
    entry = adapter.entry(number, folder)
    entry.update(family=family.family, named=family.name, convention=convention, mutations=mutations)
    tally.update(entry['kinds'] + ['files'] + ['several'] * (mutations > 1))
    manifest.write(json.dumps(entry) + '\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 80, sys.argv[4:])
