"""What the authors of a model call the modules that diffusers names: `native.json`, and the UNet's blocks counted through."""

import json
import os
import re

TABLES = json.load(open(os.path.join(os.path.dirname(__file__), 'native.json')))

#: Families that share their authors' names with another.
SAME = {'flux-whole': 'flux', 'wan-i2v': 'wan', 'skyreels-v2': 'wan', 'helios': 'wan', 'framepack': 'hunyuan-video', 'ltx2': 'ltx-video', 'anima': 'cosmos'}

RESNET = [('.conv1', '.in_layers.2'), ('.time_emb_proj', '.emb_layers.1'), ('.conv2', '.out_layers.3'), ('.conv_shortcut', '.skip_connection')]
UNET_TOP = {'conv_in': 'input_blocks.0.0', 'conv_out': 'out.2', 'time_embedding.linear_1': 'time_embed.0',
            'time_embedding.linear_2': 'time_embed.2', 'add_embedding.linear_1': 'label_emb.0.0', 'add_embedding.linear_2': 'label_emb.0.2'}


def layers(shapes):
    """Modules with a weight that pairs go beside, with its shape."""
    return {name[:-len('.weight')]: tuple(shape) for name, shape in shapes.items()
            if name.endswith('.weight') and len(shape) > 1 and 'embeddings.' not in name and 'shared' not in name
            and not name.endswith(('embed_tokens.weight', 'relative_attention_bias.weight', 'embed.weight'))}


def native(key, known):
    """[(the authors' name, diffusers' modules that it is made of)] of a model; none if its authors' names are diffusers'."""
    if key in ('stable-diffusion', 'stable-diffusion-xl'):
        return [(other, [module]) for module in known for other in [unet(module, known)] if other]
    return [one for row in TABLES.get(SAME.get(key, key), []) for one in found(row, known)]


def found(row, known):
    target = re.compile(re.escape(row[1]).replace(r'\#', r'(\d+)').replace('#', r'(\d+)') + '$')
    for module in known:
        match = target.match(module)
        if match:
            filled = [fill(text, match.groups()) for text in row]
            if all(one in known for one in filled[1:]):
                yield filled[0], filled[1:]


def fill(text, numbers):
    left = iter(numbers)
    return re.sub('#', lambda _: next(left), text)


def unet(module, known):
    """`input_blocks.4.1.proj_in` for `down_blocks.1.attentions.0.proj_in`."""
    if module in UNET_TOP:
        return UNET_TOP[module]
    match = re.match(r'(down_blocks|up_blocks|mid_block)(?:\.(\d+))?\.(attentions|resnets|downsamplers|upsamplers)\.(\d+)\.(.*)', module)
    if not match:
        return None
    side, block, kind, at, rest = match[1], int(match[2] or 0), match[3], int(match[4]), match[5]
    for ours, theirs in RESNET:
        rest = ('.' + rest).replace(ours, theirs)[1:] if kind == 'resnets' else rest
    inner = 1 if kind == 'attentions' else 0
    if side == 'mid_block':
        return 'middle_block.%d.%s' % (1 if inner else 2 * at, rest)
    if kind == 'downsamplers':
        return 'input_blocks.%d.0.op' % (3 * block + 3)
    if kind == 'upsamplers':
        attentions = any(one.startswith('up_blocks.%d.attentions' % block) for one in known)
        return 'output_blocks.%d.%d.conv' % (3 * block + 2, 2 if attentions else 1)
    return ('input_blocks.%d.%d.%s' % (1 + 3 * block + at, inner, rest) if side == 'down_blocks'
            else 'output_blocks.%d.%d.%s' % (3 * block + at, inner, rest))
