"""How programs name the modules of a family: each convention fills an adapter with a few modules of the model."""

import re

from naming import native

#: Families whose files mostly come with text encoders, and how kohya's programs call those.
ENCODERS = {
    'stable-diffusion': {'text_encoder': 'te'},
    'stable-diffusion-xl': {'text_encoder': 'te1', 'text_encoder_2': 'te2'},
    'stable-diffusion-3': {'text_encoder': 'te1', 'text_encoder_2': 'te2'},
    'flux': {'text_encoder': 'te1'},
}

#: Families whose authors' names ComfyUI knows by other words.
HUNYUAN = ('hunyuan-video', 'framepack')

#: Models of more rows than this give fewer modules to a file.
WIDE = 1000


def block(name):
    match = re.match(r'(.*?\.\d+)\.', name)
    return match[1] if match else None


def some(adapter, rows, most=8, whole=False):
    """Modules of one or two blocks of each kind, and some that are in none; `whole` takes every module of those blocks."""
    wide = max(shape[0] for shape in adapter.shapes[adapter.main].values()) > WIDE
    blocks, tops = {}, []
    for row in rows:
        name = block(row[0])
        if name:
            blocks.setdefault(name, []).append(row)
        else:
            tops.append(row)
    kinds = {}
    for name in blocks:
        kinds.setdefault(re.sub(r'\d+', '#', name), []).append(name)
    taken = []
    for names in kinds.values():
        for name in adapter.random.sample(names, min(len(names), 1 if wide else adapter.random.choice((1, 1, 2)))):
            inner = blocks[name]
            taken += inner if whole else adapter.random.sample(inner, min(len(inner), max(2, (4 if wide else most) // len(kinds))))
    adapter.random.shuffle(taken)
    if tops and adapter.random.random() < 0.4:
        taken += adapter.random.sample(tops, min(len(tops), adapter.random.choice((1, 2, 3))))
    return taken


def own(adapter, component=None):
    """Modules under diffusers' names."""
    return [(name, [name]) for name in adapter.shapes[component or adapter.main]]


def authors(adapter):
    """Modules under the names of the model's authors; diffusers' where there are no others."""
    return native(adapter.key, adapter.shapes[adapter.main]) or own(adapter)


def fill(adapter, rows, prefix, style, flat=False, alpha=False, component=None):
    for name, targets in rows:
        adapter.add(prefix + (name.replace('.', '_') if flat else name), component or adapter.main, targets, style, alpha)


def encoders(adapter, prefix, style, flat=False, alpha=False, inner='text_model.'):
    for component, word in ENCODERS.get(adapter.key, {}).items():
        rows = [(name, [name]) for name in adapter.shapes[component] if '.layers.' in name]
        chosen = [(inner + name.removeprefix('text_model.'), targets) for name, targets in adapter.random.sample(rows, 4)]
        fill(adapter, chosen, prefix(component, word), style, flat, alpha, component)


def diffusers(adapter, style='ab'):
    fill(adapter, some(adapter, own(adapter)), adapter.main + '.', style)


def diffusers_encoders(adapter, inner='text_model.', style='ab'):
    """With text encoders, as training scripts of diffusers write them; `text_model` as up to transformers 4."""
    diffusers(adapter, style)
    if adapter.random.random() < 0.2:
        adapter.units, adapter.tensors = [], {}
    encoders(adapter, lambda component, _: component + '.', style, inner=inner)
    adapter.kinds.append(8 if inner else 22)


def kohya(adapter, rows=None, prefix='lora_unet_', whole=False, te=False):
    hunyuan = adapter.key in HUNYUAN and rows is None
    fill(adapter, some(adapter, rows or authors(adapter), whole=whole), prefix, 'du', flat=True, alpha=adapter.random.random() < 0.85)
    if hunyuan and any(re.search('_mlp_fc|_mod_linear', name) for name in adapter.tensors):
        adapter.kinds.append(20)
    if te:
        encoders(adapter, lambda _, word: 'lora_%s_' % word, 'du', flat=True, alpha=True)
        adapter.kinds.append(8)


def comfy(adapter, style='ab', prefix='diffusion_model.', whole=False, rows=None):
    alpha = style == 'du' and adapter.random.random() < 0.7
    fill(adapter, some(adapter, rows or authors(adapter), whole=whole), prefix, style, alpha=alpha)


def lightx2v(adapter):
    """Distilled Wan: pairs, differences of biases and norms, whole blocks; image layers too where the model has none."""
    comfy(adapter, 'du', whole=True)
    for unit in list(adapter.units):
        adapter.part(unit, '.diff_b', adapter.values(unit.layer[0]))
    adapter.whole('diffusion_model.blocks.0.norm3.diff', adapter.values(24))
    if adapter.random.random() < 0.6:
        for name in ('k_img', 'v_img'):
            base = 'diffusion_model.blocks.0.cross_attn.' + name
            if base + '.lora_down.weight' not in adapter.tensors:
                adapter.add(base, adapter.main, ['blocks.0.attn2.to_%s' % name[0]], 'du')
    adapter.kinds.append(12)


def processors(adapter):
    """The first spelling of diffusers: pairs of attention processors."""
    rows = [row for row in own(adapter) if re.search(r'attn\d?\.to_(q|k|v|out\.0)$', row[0])]
    if not rows:
        return diffusers(adapter, 'dots')
    for name, targets in some(adapter, rows):
        stem, last = re.match(r'(.*)\.to_(q|k|v|out)', name).groups()
        unit = adapter.add(adapter.main + '.' + name, adapter.main, targets, 'dots')
        if unit:
            base = '%s.%s.processor.to_%s_lora' % (adapter.main, stem, last)
            adapter.renamed(unit, lambda one: base + re.sub(r'^.*\.lora\.', '.', one))
    return None


def xlabs(adapter):
    """XLabs' FLUX adapters: the streams of attention only."""
    for number in adapter.random.sample(range(2), 2):
        stem, attn = 'double_blocks.%d.processor.' % number, 'transformer_blocks.%d.attn.' % number
        for name, targets in (('qkv_lora1', ['to_q', 'to_k', 'to_v']), ('qkv_lora2', ['add_q_proj', 'add_k_proj', 'add_v_proj']),
                              ('proj_lora1', ['to_out.0']), ('proj_lora2', ['to_add_out'])):
            unit = adapter.add(stem + name, adapter.main, [attn + one for one in targets], 'dots')
            adapter.renamed(unit, lambda one: one.replace('.lora.', '.'))
    adapter.kinds.append(11)


def every_flux(adapter, prefix, control):
    """What the converters of whole adapters want: every module that is expected, of each block."""
    for name, targets in authors(adapter):
        if control or re.search(r'blocks|final_layer\.linear', name):
            unit = adapter.add(prefix + name, adapter.main, targets, 'ab', rank=4)
            if control:
                adapter.part(unit, '.lora_B.bias', adapter.values(unit.layer[0]))
    if control:
        norms = [('double_blocks.%d.%s_attn.norm.%s_norm.scale' % (n, s, w), 128) for n in range(19) for s in ('img', 'txt')
                 for w in ('query', 'key')] + [('single_blocks.%d.norm.%s_norm.scale' % (n, w), 128) for n in range(38) for w in ('query', 'key')]
        for name, width in norms:
            adapter.tensors[name] = adapter.values(width)
            adapter.units[-1].parts.append(name)
    adapter.kinds.append(11)


def wider(adapter):
    """Control and Fill: x_embedder takes more channels than the model has."""
    shape = adapter.shapes[adapter.main]
    before, shape['x_embedder'] = shape['x_embedder'], (shape['x_embedder'][0], adapter.random.choice((32, 96, 128, 384)))
    diffusers(adapter)
    adapter.add('transformer.x_embedder', adapter.main, ['x_embedder'], 'ab')
    shape['x_embedder'] = before
    adapter.kinds.append(11)


def generic(adapter):
    """Every program's own names behind ComfyUI's general prefixes."""
    if adapter.random.random() < 0.5:
        comfy(adapter, rows=own(adapter))
    else:
        kohya(adapter, own(adapter))
    adapter.kinds.append(24)


GENERAL = {
    'diffusers': (4, diffusers),
    'diffusers, old ends': (1, lambda a: diffusers(a, a.random.choice(('dots', 'linear')))),
    'processors': (1, processors),
    'metadata': (1, lambda a: (diffusers(a), a.declare(a.random.choice((2, 4, 8))), a.kinds.append(26))),
    'comfy': (3, comfy),
    'comfy, kohya\'s ends': (2, lambda a: comfy(a, 'du')),
    'whole blocks': (1, lambda a: comfy(a, a.random.choice(('ab', 'du')), whole=True)),
    'kohya': (3, kohya),
    'kohya, whole blocks': (1, lambda a: kohya(a, whole=True)),
    'generic': (2, generic),
    'onetrainer': (1, lambda a: kohya(a, own(a), 'lora_transformer_')),
    'bare': (1, lambda a: comfy(a, a.random.choice(('ab', 'du', 'default')), '')),
    'peft': (1, lambda a: comfy(a, 'ab', 'base_model.model.', rows=a.random.choice((own(a), authors(a))))),
    'under transformer': (1, lambda a: comfy(a, a.random.choice(('ab', 'du')), 'transformer.')),
    'lycoris': (1, lambda a: kohya(a, own(a), 'lycoris_')),
}
ENCODER = {
    'kohya with text encoders': (2, lambda a: kohya(a, te=True)),
    'diffusers with text encoders': (2, diffusers_encoders),
    'diffusers with text encoders, transformers 5': (3, lambda a: diffusers_encoders(a, '')),
    'text encoders, old ends': (1, lambda a: diffusers_encoders(a, a.random.choice(('', 'text_model.')), 'linear')),
}
WAN = {'lightx2v': (3, lightx2v)}
OF_FAMILY = {
    'stable-diffusion': {**ENCODER, 'kohya, diffusers\' blocks': (4, lambda a: kohya(a, own(a), te=a.random.random() < 0.3))},
    'stable-diffusion-xl': {**ENCODER, 'kohya, diffusers\' blocks': (2, lambda a: kohya(a, own(a)))},
    'stable-diffusion-3': ENCODER,
    'flux': {
        **ENCODER, 'xlabs': (2, xlabs), 'wider': (2, wider), 'onetrainer': (4, lambda a: kohya(a, own(a), 'lora_transformer_', te=True)),
    },
    'wan': WAN, 'wan-i2v': WAN, 'skyreels-v2': WAN, 'helios': WAN, 'wan-vace': WAN,
    'ltx2': {'connectors': (2, lambda a: (comfy(a), a.add('text_embedding_projection.aggregate_embed', 'connectors', ['text_proj_in'], 'ab')))},
    'anima': {'text conditioner': (2, lambda a: (comfy(a), conditioner(a)))},
    'qwen-image': {'lightning': (2, lambda a: comfy(a, 'du', ''))},
    'ideogram4': {'conditional_transformer': (1, lambda a: comfy(a, 'du', 'conditional_transformer.'))},
    'z-image': {'musubi': (2, lambda a: kohya(a, own(a)))},
}


def conditioner(adapter):
    rows = [(name, [name]) for name in adapter.shapes['text_conditioner']]
    fill(adapter, some(adapter, rows), 'diffusion_model.llm_adapter.', 'ab', component='text_conditioner')


#: FLUX with all its blocks, which converters of whole adapters want.
WHOLE_FLUX = {'control': (1, lambda a: every_flux(a, '', True)), 'kontext': (1, lambda a: every_flux(a, 'base_model.model.', False))}


#: Kinds that names alone make: the families and the conventions.
KINDS = {
    8: (set(ENCODERS), {'kohya with text encoders', 'diffusers with text encoders', 'text encoders, old ends'}),
    20: (set(HUNYUAN), {'kohya', 'kohya, whole blocks'}),
    22: (set(ENCODERS), {'diffusers with text encoders, transformers 5', 'text encoders, old ends'}),
    24: (None, {'generic'}),
}


def of(key):
    """Conventions of a model with how often each is drawn."""
    return WHOLE_FLUX if key == 'flux-whole' else {**GENERAL, **OF_FAMILY.get(key, {})}
