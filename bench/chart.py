"""A bar chart as SVG, written by hand: horizontal bars in groups, seconds behind them."""

from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT = 760, 210, 90
BAR, GAP, TITLE = 20, 6, 34
COLORS = {"sync": "#2f6fde", "COPY alone": "#8a8f98"}


def bars(title, groups):
    """groups: pairs of a heading and its bars, which are (name, seconds, seconds of a part or None)."""
    longest = max(seconds for _, lines in groups for _, seconds, _ in lines)
    scale = (WIDTH - LEFT - RIGHT) / longest
    y, body = 44, []
    for heading, lines in groups:
        body.append(f'<text x="14" y="{y + 14}" font-weight="bold">{escape(heading)}</text>')
        y += TITLE - 8
        for name, seconds, part in lines:
            color = COLORS.get(name.partition(",")[0], "#c7a15a")
            middle = y + BAR * 0.72
            body.append(f'<text x="{LEFT - 8}" y="{middle:.1f}" text-anchor="end">{escape(name)}</text>')
            body.append(f'<rect x="{LEFT}" y="{y}" width="{seconds * scale:.1f}" height="{BAR}" fill="{color}"/>')
            if part is not None:
                # what is not part of it, a process's start and end, is paler
                start, width = LEFT + part * scale, (seconds - part) * scale
                body.append(f'<rect x="{start:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="#fff" opacity="0.55"/>')
            body.append(f'<text x="{LEFT + seconds * scale + 6:.1f}" y="{middle:.1f}">{seconds:.1f} s</text>')
            y += BAR + GAP
        y += TITLE - 24
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 8}" viewBox="0 0 {WIDTH} {y + 8}" '
        'font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="{WIDTH}" height="{y + 8}" fill="#fff"/>',
        f'<text x="14" y="26" font-size="16">{escape(title)}</text>',
        *body, "</svg>", ""])
