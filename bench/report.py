"""Figures as text: medians, spreads and Markdown tables."""

import statistics


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(header) - 1)) + " |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def median(runs, name):
    values = [run[name] for run in runs if run.get(name) is not None]
    return round(statistics.median(values), 3) if values else None


def spread(runs, name):
    values = [run[name] for run in runs if run.get(name) is not None]
    return f"{min(values):.1f}–{max(values):.1f}" if values else "-"


def text(value, pattern="{:.1f}"):
    return "-" if value is None else pattern.format(value)


def ratio(value, of):
    return None if value is None or not of else round(value / of, 2)
