#!/usr/bin/env python3
"""Writes distributions.tsv beside it: values of SciPy that Statistics is held against, to 1e-10.

A line is a function, its arguments and its value, every number with all digits of a float64. Run it again after adding a row here.
"""
from itertools import product
from pathlib import Path

import scipy
from scipy import special, stats

probabilities = [1e-12, 1e-6, 0.05 / 60, 0.01, 0.025, 0.2, 0.5, 0.9, 0.975, 0.999]
degrees = [1, 2, 2.5, 4, 7.5, 15, 31, 159, 1000]
shapes = [(0.5, 0.5), (1, 1), (1, 32), (5, 28), (16, 17), (2, 3), (100, 3), (400, 601)]
trials = [(1, 0.5), (7, 0.3), (32, 0.5), (32, 0.01), (100, 0.97), (1000, 0.95)]

rows = []


def row(name, function, *arguments):
    rows.append((name, *(float(a) for a in arguments), float(function(*arguments))))


for t, d in product([-40, -6.3, -2.5, -1, -0.01, 0, 0.7, 1.96, 12], degrees):
    row("student.cdf", stats.t.cdf, t, d)
    row("student.upper", stats.t.sf, t, d)
for p, d in product(probabilities, degrees):
    row("student.quantile", stats.t.ppf, p, d)
for z in [-37, -20, -8, -3.144, -1.96, -0.1, 0, 1, 3, 6, 8]:
    row("normal.cdf", stats.norm.cdf, z)
    row("normal.upper", stats.norm.sf, z)
for p in probabilities:
    row("normal.quantile", stats.norm.ppf, p)
for x, (a, b) in product([1e-9, 0.01, 0.1, 0.3, 0.5, 0.9, 0.999], shapes):
    row("beta.cdf", lambda x, a, b: special.betainc(a, b, x), x, a, b)
    row("beta.upper", lambda x, a, b: special.betaincc(a, b, x), x, a, b)
for p, (a, b) in product(probabilities, shapes):
    row("beta.quantile", lambda p, a, b: special.betaincinv(a, b, p), p, a, b)
    row("beta.upperQuantile", lambda p, a, b: special.betainccinv(a, b, p), p, a, b)
for n, p in trials:
    for k in sorted({0, 1, n // 3, n // 2, n - 1, n} & set(range(n + 1))):
        row("binomial.atMost", lambda k, n, p: stats.binom.cdf(k, n, p), k, n, p)
        row("binomial.atLeast", lambda k, n, p: stats.binom.sf(k - 1, n, p), k, n, p)
for n in [2, 24, 400]:
    for k in sorted({0, 1, n // 2, n}):
        interval = stats.binomtest(k, n).proportion_ci(0.95, method="exact")
        row("proportion.low", lambda k, n: interval.low, k, n)
        row("proportion.high", lambda k, n: interval.high, k, n)

lines = [f"# SciPy {scipy.__version__}, written by distributions.py"]
lines += ["\t".join([name] + [repr(number) for number in numbers]) for name, *numbers in rows]
Path(__file__).with_name("distributions.tsv").write_text("\n".join(lines) + "\n")
