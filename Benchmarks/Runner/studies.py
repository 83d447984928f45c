"""The project's own studies from nothing: every cell run, every figure drawn."""
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


def studies(setup):
    """A result for each study, on all processors."""
    home = Path(tempfile.mkdtemp())
    try:
        (home / "Figures").mkdir()
        shutil.copytree(setup.project / "Notebooks", home / "Notebooks")
        shutil.copytree(setup.project / "Figures/Scripts", home / "Figures/Scripts")
        manifests = sorted(home.glob("Notebooks/**/manifest.json"))
        return [draw(setup, home, str(path.parent.relative_to(home / "Notebooks"))) for path in manifests]
    finally:
        shutil.rmtree(home)


def draw(setup, home, study):
    began = time.perf_counter()
    run = subprocess.run([setup.ravine, "draw", study], cwd=home, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    notes = [f"{study}: {run.stderr.strip()}"] if run.returncode else []
    return {"workload": "studies", "title": study, "threads": len(setup.processors), "notes": notes, "ours": [seconds]}
