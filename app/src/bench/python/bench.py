"""What torch and safetensors need for the same files: the best and the middle of several tries, page cache warm."""
import statistics
import sys
import time

import torch
from safetensors import safe_open


def timed(what, work, tries):
    seconds = []
    for _ in range(tries):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(f"{what}: median {1000 * statistics.median(seconds):.1f} ms, best {1000 * min(seconds):.1f} ms")


def headers(path):
    with safe_open(path, "pt") as file:
        return len(list(file.keys()))


def shapes(path):
    with safe_open(path, "pt") as file:
        return [(name, file.get_slice(name).get_shape(), file.get_slice(name).get_dtype()) for name in file.keys()]


def moments(path):
    with safe_open(path, "pt") as file:
        tensor = file.get_tensor("weight").float()
        return tensor.min(), tensor.max(), tensor.mean(), tensor.std(), tensor.norm(), (tensor == 0).sum()


print(f"Python {sys.version.split()[0]}, torch {torch.__version__}, {torch.get_num_threads()} threads")
for path in sys.argv[1:]:
    if path.endswith(".pt"):
        timed(f"torch.load(mmap=True, weights_only=True) {path}", lambda: torch.load(path, mmap=True, weights_only=True), 7)
    elif "halves" in path:
        timed(f"statistics with torch {path}", lambda: moments(path), 5)
    else:
        timed(f"safe_open, names {path}", lambda: headers(path), 7)
        timed(f"safe_open, names, shapes and dtypes {path}", lambda: shapes(path), 7)
