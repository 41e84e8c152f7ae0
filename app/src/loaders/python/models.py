"""Small models of every family that one of diffusers' loaders is for: few blocks, and narrow where no loader counts rows.

Large weights are one zero, seen as often as the shape wants, so that even the 57 blocks of FLUX cost no memory. `python models.py FOLDER` writes
each model as a description that `patchbay models` reads.
"""

import json
import os
import sys

import diffusers
import torch
import transformers
from diffusers.loaders import lora_pipeline
from diffusers.models.condition_embedders.condition_embedder_anima import AnimaTextConditioner
from diffusers.pipelines.ltx2.connectors import LTX2TextConnectors

import naming

#: Weights of fewer numbers have memory of their own, so that a loader can write into them.
SMALL = 100_000

WAN = dict(num_attention_heads=2, attention_head_dim=12, in_channels=16, out_channels=16, text_dim=32, freq_dim=16, ffn_dim=32, num_layers=2)
UNET = dict(layers_per_block=2, in_channels=4, out_channels=4, norm_num_groups=8)
FLUX = dict(in_channels=64, guidance_embeds=True, num_attention_heads=24, attention_head_dim=128, joint_attention_dim=64,
            pooled_projection_dim=32)
HUNYUAN = dict(in_channels=4, out_channels=4, num_attention_heads=24, attention_head_dim=128, num_layers=2, num_single_layers=2,
               num_refiner_layers=2, text_embed_dim=16, pooled_projection_dim=8, mlp_ratio=0.125)
COSMOS = dict(in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=16, num_layers=2, text_embed_dim=16, adaln_lora_dim=4,
              extra_pos_embed_type=None)


def clip(width, projection=False):
    config = transformers.CLIPTextConfig(vocab_size=99, hidden_size=width, intermediate_size=2 * width, num_hidden_layers=2,
                                         num_attention_heads=2, projection_dim=width)
    return transformers.CLIPTextModelWithProjection(config) if projection else transformers.CLIPTextModel(config)


def t5():
    return transformers.T5EncoderModel(transformers.T5Config(vocab_size=99, d_model=16, d_kv=8, d_ff=24, num_layers=2, num_heads=2))


class Family:
    """A model: its family in Patchbay, the mixin of its pipeline, and how its components are made."""

    def __init__(self, family, mixin, denoiser, config, main='transformer', name=None, **others):
        self.family, self.mixin, self.main, self.name = family, mixin + 'LoraLoaderMixin', main, name
        self.makers = {main: lambda: getattr(diffusers, denoiser)(**config), **others}

    def build(self):
        """Components by name, the denoiser first."""
        with torch.device('meta'):
            models = {name: make() for name, make in self.makers.items()}
        for model in models.values():
            fill(model)
        return models

    def pipeline(self):
        """The part of a pipeline that loads adapters, with its models."""
        models = self.build()
        pipe = type('Pipe', (getattr(lora_pipeline, self.mixin),), {})()
        pipe.components, pipe.hf_device_map = models, None
        for name, model in models.items():
            setattr(pipe, name, model)
        return pipe


def fill(model):
    for module in model.modules():
        for name, parameter in list(module.named_parameters(recurse=False)):
            small = parameter.numel() < SMALL
            zero = torch.zeros(parameter.shape) if small else torch.zeros(1).expand(parameter.numel()).view(parameter.shape)
            setattr(module, name, torch.nn.Parameter(zero, requires_grad=False))
        for name, buffer in list(module.named_buffers(recurse=False)):
            setattr(module, name, torch.zeros(buffer.shape, dtype=buffer.dtype))


FAMILIES = {
    'cogvideox': Family('cogvideox', 'CogVideoX', 'CogVideoXTransformer3DModel', dict(
        num_attention_heads=2, attention_head_dim=8, in_channels=4, out_channels=4, time_embed_dim=4, text_embed_dim=8, num_layers=2,
        sample_width=8, sample_height=8, sample_frames=5, max_text_seq_length=4)),
    'wan': Family('wan', 'Wan', 'WanTransformer3DModel', WAN),
    'wan-i2v': Family('wan', 'Wan', 'WanTransformer3DModel', dict(WAN, in_channels=36, image_dim=16, added_kv_proj_dim=24)),
    'flux': Family('flux', 'Flux', 'FluxTransformer2DModel', dict(FLUX, num_layers=2, num_single_layers=2), text_encoder=lambda: clip(16)),
    'flux-whole': Family('flux', 'Flux', 'FluxTransformer2DModel', dict(FLUX, num_layers=19, num_single_layers=38),
                         text_encoder=lambda: clip(16)),
    'hunyuan-video': Family('hunyuan-video', 'HunyuanVideo', 'HunyuanVideoTransformer3DModel', HUNYUAN),
    'ltx-video': Family('ltx-video', 'LTXVideo', 'LTXVideoTransformer3DModel', dict(
        in_channels=8, out_channels=8, num_attention_heads=2, attention_head_dim=8, cross_attention_dim=16, num_layers=2, caption_channels=8)),
    'stable-diffusion': Family('stable-diffusion', 'StableDiffusion', 'UNet2DConditionModel', dict(
        UNET, block_out_channels=(8, 16, 16, 16), cross_attention_dim=16, attention_head_dim=4), main='unet', text_encoder=lambda: clip(16)),
    'stable-diffusion-xl': Family('stable-diffusion-xl', 'StableDiffusionXL', 'UNet2DConditionModel', dict(
        UNET, block_out_channels=(8, 16, 32), cross_attention_dim=48, attention_head_dim=4, transformer_layers_per_block=(1, 1, 2),
        down_block_types=('DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'),
        up_block_types=('CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'), use_linear_projection=True,
        addition_embed_type='text_time', addition_time_embed_dim=4, projection_class_embeddings_input_dim=56), main='unet',
        text_encoder=lambda: clip(16), text_encoder_2=lambda: clip(32, projection=True)),
    'stable-diffusion-3': Family('stable-diffusion-3', 'SD3', 'SD3Transformer2DModel', dict(
        sample_size=8, patch_size=2, in_channels=4, num_layers=2, attention_head_dim=64, num_attention_heads=2, caption_projection_dim=128,
        joint_attention_dim=24, pooled_projection_dim=8, out_channels=4, pos_embed_max_size=8, qk_norm='rms_norm', dual_attention_layers=(0,)),
        text_encoder=lambda: clip(16, projection=True), text_encoder_2=lambda: clip(32, projection=True)),
    'auraflow': Family('auraflow', 'AuraFlow', 'AuraFlowTransformer2DModel', dict(
        sample_size=8, in_channels=4, num_mmdit_layers=2, num_single_dit_layers=2, attention_head_dim=8, num_attention_heads=2,
        joint_attention_dim=8, caption_projection_dim=16, pos_embed_max_size=16)),
    'chroma': Family('chroma', 'Flux', 'ChromaTransformer2DModel', dict(
        in_channels=64, num_layers=2, num_single_layers=2, num_attention_heads=24, attention_head_dim=128, joint_attention_dim=64,
        approximator_num_channels=64, approximator_hidden_dim=16, approximator_layers=2), text_encoder=t5),
    'flux2': Family('flux2', 'Flux2', 'Flux2Transformer2DModel', dict(
        in_channels=16, num_layers=2, num_single_layers=2, attention_head_dim=8, num_attention_heads=2, joint_attention_dim=24,
        timestep_guidance_channels=8, axes_dims_rope=(2, 2, 2, 2))),
    'mochi': Family('mochi', 'Mochi1', 'MochiTransformer3DModel', dict(
        num_attention_heads=2, attention_head_dim=8, num_layers=2, pooled_projection_dim=8, in_channels=4, text_embed_dim=8, time_embed_dim=8)),
    'ltx2': Family('ltx2', 'LTX2', 'LTX2VideoTransformer3DModel', dict(
        in_channels=4, out_channels=4, num_attention_heads=2, attention_head_dim=8, cross_attention_dim=16, audio_in_channels=4,
        audio_out_channels=4, audio_num_attention_heads=2, audio_attention_head_dim=4, audio_cross_attention_dim=8, num_layers=2,
        caption_channels=8), connectors=lambda: LTX2TextConnectors(
        caption_channels=8, text_proj_in_factor=2, video_connector_num_attention_heads=2, video_connector_attention_head_dim=4,
        video_connector_num_layers=1, audio_connector_num_attention_heads=2, audio_connector_attention_head_dim=4,
        audio_connector_num_layers=1)),
    'sana': Family('sana', 'Sana', 'SanaTransformer2DModel', dict(
        in_channels=4, out_channels=4, num_layers=2, num_attention_heads=2, attention_head_dim=4, num_cross_attention_heads=2,
        cross_attention_head_dim=4, cross_attention_dim=8, caption_channels=8, sample_size=8)),
    'helios': Family('helios', 'Helios', 'HeliosTransformer3DModel', dict(WAN, rope_dim=(4, 4, 4))),
    'framepack': Family('framepack', 'HunyuanVideo', 'HunyuanVideoFramepackTransformer3DModel', dict(
        HUNYUAN, mlp_ratio=4.0, has_image_proj=True, image_proj_dim=8, has_clean_x_embedder=True)),
    'lumina2': Family('lumina2', 'Lumina2', 'Lumina2Transformer2DModel', dict(
        sample_size=4, in_channels=4, hidden_size=2304, num_layers=2, cap_feat_dim=16)),
    'kandinsky5': Family('kandinsky5', 'Kandinsky', 'Kandinsky5Transformer3DModel', dict(
        in_text_dim=16, in_text_dim2=8, time_dim=8, model_dim=24, ff_dim=32, num_text_blocks=2, num_visual_blocks=2, axes_dims=(4, 4, 4))),
    'wan-vace': Family('wan-vace', 'Wan', 'WanVACETransformer3DModel', dict(WAN, vace_layers=[0], vace_in_channels=8)),
    'skyreels-v2': Family('skyreels-v2', 'SkyReelsV2', 'SkyReelsV2Transformer3DModel', WAN),
    'cogview4': Family('cogview4', 'CogView4', 'CogView4Transformer2DModel', dict(
        in_channels=4, num_layers=2, attention_head_dim=8, num_attention_heads=2, out_channels=4, text_embed_dim=8, time_embed_dim=8,
        condition_dim=4)),
    'hidream': Family('hidream', 'HiDreamImage', 'HiDreamImageTransformer2DModel', dict(
        patch_size=2, in_channels=4, out_channels=4, num_layers=2, num_single_layers=2, attention_head_dim=8, num_attention_heads=2,
        caption_channels=[8, 8], text_emb_dim=8, axes_dims_rope=(4, 2, 2), llama_layers=[0, 1, 1, 1])),
    'qwen-image': Family('qwen-image', 'QwenImage', 'QwenImageTransformer2DModel', dict(
        in_channels=16, out_channels=4, num_layers=2, attention_head_dim=8, num_attention_heads=2, joint_attention_dim=8)),
    'krea2': Family('krea2', 'Krea2', 'Krea2Transformer2DModel', dict(
        in_channels=16, num_layers=2, attention_head_dim=8, num_attention_heads=2, num_key_value_heads=1, intermediate_size=24,
        timestep_embed_dim=8, text_hidden_dim=8, num_text_layers=2, text_num_attention_heads=2, text_num_key_value_heads=1,
        text_intermediate_size=16, num_layerwise_text_blocks=2, num_refiner_text_blocks=2, axes_dims_rope=(4, 2, 2))),
    'z-image': Family('z-image', 'ZImage', 'ZImageTransformer2DModel', dict(
        in_channels=4, dim=16, n_layers=2, n_refiner_layers=2, n_heads=2, n_kv_heads=2, cap_feat_dim=8, axes_dims=[4, 2, 2])),
    'anima': Family('anima', 'Anima', 'CosmosTransformer3DModel', COSMOS, text_conditioner=lambda: AnimaTextConditioner(
        source_dim=8, target_dim=8, model_dim=8, num_layers=2, num_attention_heads=2, target_vocab_size=99)),
    'ideogram4': Family('ideogram4', 'Ideogram4', 'Ideogram4Transformer2DModel', dict(
        in_channels=16, num_layers=2, attention_head_dim=8, num_attention_heads=2, intermediate_size=24, adaln_dim=8, llm_features_dim=8,
        mrope_section=(2, 1, 1))),
    'ernie-image': Family('ernie-image', 'ErnieImage', 'ErnieImageTransformer2DModel', dict(
        hidden_size=16, num_attention_heads=2, num_layers=2, ffn_hidden_size=24, in_channels=8, out_channels=8, text_in_dim=8)),
    'cosmos': Family('cosmos', 'Cosmos', 'CosmosTransformer3DModel', dict(
        COSMOS, use_crossattn_projection=True, crossattn_proj_in_channels=24, encoder_hidden_states_channels=16),
        name='cosmos-predict2.5-2b'),
    'ace-step': Family('ace-step', 'AceStep', 'AceStepTransformer1DModel', dict(
        hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, head_dim=8, in_channels=12,
        audio_acoustic_hidden_dim=4)),
    'minimax-h3': Family('minimax-h3', 'MiniMaxH3', 'MiniMaxH3Transformer3DModel', dict(
        num_attention_heads=2, attention_head_dim=128, hidden_size=16, num_layers=2, num_refiner_layers=1, ffn_dim=24, in_channels=4,
        audio_in_channels=4, text_dim=8, freq_dim=8, time_embed_hidden_dim=16, time_embed_dim=8)),
}


def shapes(model):
    """Names and shapes as checkpoints have them: a CLIP encoder's are in text_model, whatever the release of transformers."""
    clip_model = type(model).__name__ == 'CLIPTextModel'
    return {('text_model.' if clip_model and not name.startswith('text_model.') else '') + name: list(tensor.shape)
            for name, tensor in model.state_dict().items()}


def parts(model):
    """What a pair may be meant for: the shapes of layers, names of modules that are none (norms, embeddings and what has no weights), and
    the shapes of embeddings.
    """
    known = naming.layers(shapes(model))
    clip = 'text_model.' if type(model).__name__ == 'CLIPTextModel' else ''
    inner = {clip + name: module for name, module in model.named_modules() if name and clip + name not in known and not list(module.children())}
    return known, list(inner), {name: tuple(module.weight.shape) for name, module in inner.items() if isinstance(module, torch.nn.Embedding)}


def describe(key):
    """The description of a model as `patchbay models --add` keeps it."""
    family = FAMILIES[key]
    components = {name: {one: {'shape': shape} for one, shape in shapes(model).items()} for name, model in family.build().items()}
    main = components.pop(family.main)
    return {'name': 'tiny-' + key, 'family': family.family, 'component': family.main, 'tensor_count': len(main), 'tensors': main,
            'components': {name: {'tensors': tensors} for name, tensors in components.items()}}


def write(folder):
    os.makedirs(folder, exist_ok=True)
    for key in FAMILIES:
        with open(os.path.join(folder, 'tiny-%s.json' % key), 'w') as file:
            json.dump(describe(key), file)


if __name__ == '__main__':
    write(sys.argv[1])
