"""What the measurements were made on and with."""
import os
import platform
import re
import subprocess


def output(*command):
    try:
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120).stdout.strip()
    except OSError:
        return ""


def describe(setup):
    """Facts by name, as text."""
    with open("/proc/cpuinfo") as file:
        text = file.read()

    def field(name):
        found = re.search(rf"^{name}\s*: (.*)$", text, re.M)
        return found.group(1) if found else ""

    flags = set(field("flags").split() or field("Features").split())
    sets = [name for name in ("avx2", "fma", "avx512f", "avx512vl", "asimd", "sve") if name in flags]
    facts = {
        "processor": f"{field('model name') or platform.machine()}, family {field('cpu family')} model {field('model')}",
        "processors used": str(len(setup.processors)) + f" of {os.cpu_count()}",
        "instruction sets": ", ".join(sets),
        "system": f"{platform.system()} {platform.release()}",
        "Swift": output("swift", "--version").splitlines()[0] if output("swift", "--version") else "?",
        "Ravine": output("git", "-C", setup.project, "describe", "--always", "--dirty"),
    }
    if setup.python:
        code = "import importlib.metadata as m; print(*(f'{p} {m.version(p)}' for p in ('torch', 'jax', 'numpy')), sep=', ')"
        facts["peers"] = f"Python {output(setup.python, '--version').split()[-1]}, {output(setup.python, '-c', code)}"
    return facts
