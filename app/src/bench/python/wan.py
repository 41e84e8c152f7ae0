"""A call of Wan's transformer in diffusers, for the benchmark beside it: one for each line that is read; says the processor seconds.

wan.py FOLDER DTYPE THREADS FRAMES ROWS COLUMNS
"""
import sys
import time

import torch
from diffusers import WanTransformer3DModel

folder, dtype, threads, frames, rows, columns = sys.argv[1:]
torch.set_num_threads(int(threads))
dtype = getattr(torch, dtype)
transformer = WanTransformer3DModel.from_pretrained(folder, torch_dtype=dtype).eval()
latents = torch.randn(1, 16, int(frames), int(rows), int(columns)).to(dtype)
text = torch.randn(1, 512, 4096).to(dtype)

print("PyTorch", torch.__version__, flush=True)
for line in sys.stdin:
    processor = time.process_time()
    with torch.no_grad():
        transformer(latents, torch.tensor([500]), text)
    print(time.process_time() - processor, flush=True)
