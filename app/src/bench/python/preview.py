"""A step and a decode of CogVideoX in diffusers, for the benchmark of previews beside it: reads what to do line by line, says the seconds.

preview.py FOLDER DTYPE THREADS FRAMES HEIGHT WIDTH
"""
import os
import sys
import time

import torch
from diffusers import AutoencoderKLCogVideoX, CogVideoXTransformer3DModel

folder, dtype, threads, frames, height, width = sys.argv[1:]
torch.set_num_threads(int(threads))
dtype = getattr(torch, dtype)
transformer = CogVideoXTransformer3DModel.from_pretrained(folder, subfolder="transformer", torch_dtype=dtype).eval()
vae = AutoencoderKLCogVideoX.from_pretrained(folder, subfolder="vae", torch_dtype=dtype).eval()
layers = (int(frames) - 1) // 4 + 1
rows, columns = int(height) // 8, int(width) // 8
latents = torch.randn(1, layers, 16, rows, columns).to(dtype)
text = torch.randn(2, 226, 4096).to(dtype)
rotary = None
if transformer.config.use_rotary_positional_embeddings:
    rotary = (torch.randn(layers * rows * columns // 4, 64), torch.randn(layers * rows * columns // 4, 64))


def step():
    transformer(torch.cat([latents, latents]), text, torch.tensor([500, 500]), image_rotary_emb=rotary)


def decode():
    vae.decode(latents.permute(0, 2, 1, 3, 4))


print("PyTorch", torch.__version__, flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    with torch.no_grad():
        {"step": step, "decode": decode}[line.strip()]()
    print(time.process_time() - processor, time.perf_counter() - wall, flush=True)
