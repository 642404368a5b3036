# Sourced: sets PYTHON to an interpreter that has PyTorch, LightGBM and numpy, in a virtual environment outside the checkout.
# AIRLOCK_PYTHON names one that is already there.
training="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
PYTHON="${AIRLOCK_PYTHON:-}"
if [ -z "$PYTHON" ]; then
    environment="${XDG_CACHE_HOME:-$HOME/.cache}/airlock-training"
    PYTHON="$environment/bin/python"
    if ! "$PYTHON" -c 'import lightgbm, numpy, scipy, torch' 2>/dev/null; then
        python3 -m venv "$environment"
        "$PYTHON" -m pip install --quiet -r "$training/requirements.txt"
    fi
fi
export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
