"""The models of a draw as ComfyUI 0.3.64 has them: its own classes in the sizes of `models.py`, and the text encoders beside them."""

import json
import math
import os

import torch

import comfy.lora
import comfy.supported_models

import naming
from zeros import zeros

PREFIX = 'diffusion_model.'

UNET = dict(use_checkpoint=False, image_size=32, use_spatial_transformer=True, legacy=False, out_channels=4, in_channels=4, num_heads=2,
            num_head_channels=-1, model_channels=8, use_temporal_attention=False, use_temporal_resblock=False)
FLUX = dict(image_model='flux', in_channels=16, out_channels=16, patch_size=2, context_in_dim=64, hidden_size=3072, mlp_ratio=4.0,
            num_heads=24, axes_dim=[16, 56, 56], theta=10000, qkv_bias=True)
WAN = dict(image_model='wan2.1', dim=24, num_heads=2, ffn_dim=32, num_layers=2, patch_size=(1, 2, 2), freq_dim=16, text_dim=32,
           window_size=(-1, -1), qk_norm=True, cross_attn_norm=True, eps=1e-6, in_dim=16, out_dim=16, model_type='t2v')

#: ComfyUI's class in `supported_models` and its configuration, by the model's name in `models.py`; others it does not have.
MODELS = {
    'stable-diffusion': ('SD15', dict(
        UNET, adm_in_channels=None, num_res_blocks=[2] * 4, transformer_depth=[1, 1, 1, 1, 1, 1, 0, 0], channel_mult=[1, 2, 2, 2],
        transformer_depth_middle=1, use_linear_in_transformer=False, context_dim=16,
        transformer_depth_output=[1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])),
    'stable-diffusion-xl': ('SDXL', dict(
        UNET, num_heads=-1, num_head_channels=4, num_classes='sequential', adm_in_channels=56, num_res_blocks=[2] * 3, transformer_depth=[0, 0, 1, 1, 2, 2],
        channel_mult=[1, 2, 4], transformer_depth_middle=2, use_linear_in_transformer=True, context_dim=48,
        transformer_depth_output=[0, 0, 0, 1, 1, 1, 2, 2, 2])),
    'stable-diffusion-3': ('SD3', dict(
        in_channels=4, patch_size=2, out_channels=4, depth=2, input_size=None, adm_in_channels=8, num_patches=64, pos_embed_max_size=8,
        pos_embed_scaling_factor=None, qk_norm='rms', x_block_self_attn_layers=[0],
        context_embedder_config=dict(target='torch.nn.Linear', params=dict(in_features=24, out_features=128)))),
    'flux': ('Flux', dict(FLUX, depth=2, depth_single_blocks=2, vec_in_dim=32, guidance_embed=True)),
    'flux-whole': ('Flux', dict(FLUX, depth=19, depth_single_blocks=38, vec_in_dim=32, guidance_embed=True)),
    'chroma': ('Chroma', dict(
        FLUX, image_model='chroma', in_channels=64, out_channels=64, depth=2, depth_single_blocks=2, in_dim=64, out_dim=3072, hidden_dim=16,
        n_layers=2)),
    'hunyuan-video': ('HunyuanVideo', dict(
        FLUX, image_model='hunyuan_video', in_channels=4, out_channels=4, patch_size=[1, 2, 2], depth=2, depth_single_blocks=2,
        context_in_dim=16, vec_in_dim=8, mlp_ratio=0.125, theta=256, guidance_embed=True, byt5=False, meanflow=False)),
    'wan': ('WAN21_T2V', WAN),
    'wan-i2v': ('WAN21_I2V', dict(WAN, model_type='i2v', in_dim=36)),
    'wan-vace': ('WAN21_Vace', dict(WAN, model_type='vace', vace_layers=1, vace_in_dim=8)),
    'skyreels-v2': ('WAN21_T2V', WAN),
    'ltx-video': ('LTXV', dict(
        image_model='ltxv', in_channels=8, num_layers=2, num_attention_heads=2, attention_head_dim=8, cross_attention_dim=16,
        caption_channels=8)),
    'auraflow': ('AuraFlow', dict(
        in_channels=4, out_channels=4, dim=16, n_layers=4, n_double_layers=2, n_heads=2, global_conddim=16, cond_seq_dim=8, max_seq=256)),
    'mochi': ('GenmoMochi', dict(
        image_model='mochi_preview', depth=2, num_heads=2, hidden_size_x=16, hidden_size_y=8, mlp_ratio_x=768.0, mlp_ratio_y=4.0,
        in_channels=4, patch_size=2, qk_norm=True, qkv_bias=False, out_bias=True, attn_drop=0.0, patch_embed_bias=True,
        posenc_preserve_area=True, timestep_mlp_bias=True, attend_to_padding=False, timestep_scale=1000.0, use_t5=True, t5_feat_dim=8,
        t5_token_length=256, rope_theta=10000.0)),
    'lumina2': ('Lumina2', dict(
        image_model='lumina2', patch_size=2, in_channels=4, dim=2304, n_layers=2, n_refiner_layers=2, n_heads=24, n_kv_heads=8,
        qk_norm=True, cap_feat_dim=16, axes_dims=[32, 32, 32], axes_lens=[300, 512, 512])),
    'hidream': ('HiDream', dict(
        image_model='hidream', patch_size=2, in_channels=4, out_channels=4, num_layers=2, num_single_layers=2, attention_head_dim=8,
        num_attention_heads=2, caption_channels=[8, 8], text_emb_dim=8, axes_dims_rope=(4, 2, 2), llama_layers=[0, 1, 1, 1])),
    'qwen-image': ('QwenImage', dict(
        image_model='qwen_image', in_channels=16, out_channels=4, num_layers=2, attention_head_dim=8, num_attention_heads=2,
        joint_attention_dim=8, axes_dims_rope=(4, 2, 2))),
    'cosmos': ('CosmosT2IPredict2', dict(
        image_model='cosmos_predict2', max_img_h=16, max_img_w=16, max_frames=8, in_channels=4, out_channels=4, patch_spatial=2,
        patch_temporal=1, model_channels=32, num_blocks=2, num_heads=2, mlp_ratio=4.0, crossattn_emb_channels=16, pos_emb_cls='rope3d',
        use_adaln_lora=True, adaln_lora_dim=4)),
}

#: ComfyUI's names of the encoders of a draw.
ENCODERS = {
    'stable-diffusion': {'text_encoder': 'clip_l'}, 'stable-diffusion-xl': {'text_encoder': 'clip_l', 'text_encoder_2': 'clip_g'},
    'stable-diffusion-3': {'text_encoder': 'clip_l', 'text_encoder_2': 'clip_g'}, 'flux': {'text_encoder': 'clip_l'},
    'flux-whole': {'text_encoder': 'clip_l'}, 'chroma': {'text_encoder': 't5xxl'},
}


class Encoders:
    """What `model_lora_keys_clip` looks at."""

    def __init__(self, tensors):
        self.tensors = tensors

    def state_dict(self):
        return self.tensors


def norms_of_few_channels():
    """ComfyUI's UNet divides channels into 32 groups, of which small models have fewer."""
    make = torch.nn.GroupNorm.__init__
    torch.nn.GroupNorm.__init__ = lambda norm, num_groups, num_channels, *more, **named: make(
        norm, math.gcd(num_groups, num_channels), num_channels, *more, **named)


def empty(shape):
    return torch.empty(shape, device='meta')


class Model:
    """A denoiser and its text encoders: their weights, without values, and the names by which ComfyUI looks for them in files."""

    def __init__(self, key, folder):
        name, config = MODELS[key]
        kind = getattr(comfy.supported_models, name)(dict(config))
        kind.unet_config.update(config)
        kind.set_inference_dtype(torch.float32, None)
        with torch.device('meta'):
            denoiser = kind.get_model({}, '', device='meta')
        with open(os.path.join(folder, 'models', 'tiny-%s.json' % key)) as file:
            described = json.load(file)
        self.names = comfy.lora.model_lora_keys_unet(denoiser, {})
        encoders = Encoders(encoder_weights(key, described['components']))
        if encoders.tensors:
            self.names = comfy.lora.model_lora_keys_clip(encoders, self.names)
        self.weights = {**denoiser.state_dict(), **encoders.tensors}
        self.take_sizes(key, described['tensors'])

    def take_sizes(self, key, tensors):
        """Some of ComfyUI's classes leave not all sizes open: the weights are as large as those of the draw's model."""
        known = naming.layers({name: tensor['shape'] for name, tensor in tensors.items()})
        for name, modules in naming.native(key, known):
            weight, bias = PREFIX + name + '.weight', PREFIX + name + '.bias'
            if weight in self.weights:
                self.weights[weight] = empty((sum(known[one][0] for one in modules),) + known[modules[0]][1:])
                if bias in self.weights:
                    self.weights[bias] = empty(self.weights[weight].shape[:1])


def write(folder):
    """Each model under ComfyUI's own names, as a file of the denoiser that people have: Patchbay is asked with that as the base, too."""
    for key in MODELS:
        if os.path.exists(os.path.join(folder, 'models', 'tiny-%s.json' % key)):
            weights = Model(key, folder).weights
            zeros(os.path.join(folder, 'models', 'own-%s.safetensors' % key),
                  {name.removeprefix(PREFIX): tuple(weight.shape) for name, weight in weights.items() if name.startswith(PREFIX)})


def encoder_weights(key, components):
    return {'%s.transformer.%s' % (kind, name): empty(tensor['shape'])
            for component, kind in ENCODERS.get(key, {}).items() for name, tensor in components[component]['tensors'].items()}
