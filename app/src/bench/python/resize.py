"""One module of 3072×3072 from rank 128 to 32 with numpy: by thin QR, and by a dense SVD as tools without it do."""
import statistics
import time

import numpy as np

WIDTH, RANK, KEPT = 3072, 128, 32


def timed(what, work, tries):
    seconds = []
    for _ in range(tries):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(f"{what}: median {1000 * statistics.median(seconds):.1f} ms, best {1000 * min(seconds):.1f} ms")


def thin_qr(up, down):
    q1, r1 = np.linalg.qr(up)
    q2, r2 = np.linalg.qr(down.T)
    u, s, v = np.linalg.svd(r1 @ r2.T)
    return q1 @ (u[:, :KEPT] * s[:KEPT]), v[:KEPT] @ q2.T


def dense(up, down):
    u, s, v = np.linalg.svd(up @ down, full_matrices=False)
    return u[:, :KEPT] * s[:KEPT], v[:KEPT]


print(f"numpy {np.__version__}")
random = np.random.default_rng(7)
for dtype in (np.float32, np.float64):
    up = random.standard_normal((WIDTH, RANK)).astype(dtype)
    down = random.standard_normal((RANK, WIDTH)).astype(dtype)
    timed(f"thin QR, {dtype.__name__}", lambda: thin_qr(up, down), 21)
up, down = up.astype(np.float32), down.astype(np.float32)
timed("dense SVD, float32", lambda: dense(up, down), 3)
