"""Prints the draw, and where Patchbay and the live loaders agree: `python agreement.py FOLDER`.

A verdict agrees if the outcome is the same and so is the number of modules that act; every other one is listed with its file.
"""

import collections
import json
import math
import os
import sys

from frame import manifest

GOAL = 0.995
#: After the name of a program whose verdict is on a base under the program's own names.
OWN = ', own'


def lines(folder, name):
    path = os.path.join(folder, name + '.jsonl')
    if not os.path.exists(path):
        return []
    with open(path) as opened:
        return [json.loads(line) for line in opened]


def agrees(said, seen):
    return said['outcome'] == seen['outcome'] and (seen['outcome'] not in ('applies', 'partial') or said['applied'] == seen['applied'])


def scales(said, seen):
    """(module, scale said, scale seen), where both have a module of the same name."""
    return [(name, float(said['scales'][name]), scale) for name, scale in seen.get('scales', {}).items()
            if scale is not None and name in said['scales']]


def same(ours, theirs):
    return math.isnan(ours) and math.isnan(theirs) or abs(ours - theirs) <= 0.001 * abs(theirs)


def main(folder):
    entries = {entry['id']: entry for entry in manifest(folder)}
    said = {(line['id'], line['loader']): line for line in lines(folder, 'patchbay')}
    tell_draw(entries)
    worst = 1.0
    for loader in ('diffusers', 'peft', 'comfyui', 'kohya'):
        results = lines(folder, loader)
        if results:
            worst = min(worst, tell(results[0]['version'], results[1:], said, entries))
            own = [dict(line, loader=loader + OWN) for line in results[1:] if (line['id'], loader + OWN) in said]
            if own:
                worst = min(worst, tell(results[0]['version'] + ', bases under its own names', own, said, entries))
    return 0 if worst >= GOAL else 1


def tell_draw(entries):
    kinds = collections.Counter(kind for entry in entries.values() for kind in entry['kinds'])
    several = sum(entry['mutations'] > 1 for entry in entries.values())
    print('%d files of %d models; %d with two or more mutations; files of each kind: %s' % (
        len(entries), len({entry['model'] for entry in entries.values()}), several,
        ', '.join('%d: %d' % one for one in sorted(kinds.items()))))


def tell(version, results, said, entries):
    families, kinds, wrong, counted, scale = collections.Counter(), collections.Counter(), [], collections.Counter(), [0, 0]
    odd = []
    for seen in results:
        ours, entry = said.get((seen['id'], seen['loader'])), entries[seen['id']]
        right = ours is not None and agrees(ours, seen)
        for group, name in [(families, entry['model'])] + [(kinds, kind) for kind in entry['kinds'] or [0]]:
            group[name, True] += 1
            group[name, False] += right
        counted[seen['outcome']] += 1
        if not right:
            wrong.append((entry, ours, seen))
        elif seen['outcome'] in ('applies', 'partial'):
            both = scales(ours, seen)
            other = [one for one in both if not same(*one[1:])]
            scale[0], scale[1] = scale[0] + len(both) - len(other), scale[1] + len(both)
            odd += [(entry, one, len(other)) for one in other[:1]]
    right = len(results) - len(wrong)
    print('\n%s: %d of %d agree (%.2f %%); outcomes %s; scales %d of %d' % (
        version, right, len(results), 100 * right / max(1, len(results)), dict(counted), *scale))
    for title, group in (('families', families), ('kinds', kinds)):
        names = sorted({name for name, _ in group}, key=str)
        print('  %s: %s' % (title, ', '.join('%s %d/%d' % (name, group[name, False], group[name, True]) for name in names)))
    false = sum(ours is not None and ours['outcome'] == 'applies' for _, ours, _ in wrong)
    print('  false “applies”: %d' % false)
    for entry, ours, seen in wrong:
        print('  %s [%s; kinds %s] said %s, seen %s %d of %d %s\n      %s' % (
            entry['path'], entry['convention'], entry['kinds'], '%s %d of %d' % (ours['outcome'], ours['applied'], ours['of']) if ours else '-',
            seen['outcome'], seen['applied'], seen['of'], seen['error'].replace('\n', ' ')[:140], ours['message'][:200] if ours else ''))
    for entry, (name, ours, theirs), count in odd:
        print('  %s [%s; kinds %s] %d scales: of %s said %s, seen %s' % (
            entry['path'], entry['convention'], entry['kinds'], count, name, ours, theirs))
    return right / max(1, len(results))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
